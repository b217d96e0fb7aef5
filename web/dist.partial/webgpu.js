var Jh=Object.create;var jr=Object.defineProperty;var tg=Object.getOwnPropertyDescriptor;var eg=Object.getOwnPropertyNames;var rg=Object.getPrototypeOf,og=Object.prototype.hasOwnProperty;var ng=(r,t,e)=>()=>{if(e)throw e[0];try{return r&&(t=r(r=0)),t}catch(o){throw e=[o],o}};var ya=(r,t)=>()=>{try{return t||r((t={exports:{}}).exports,t),t.exports}catch(e){throw t=0,e}},xe=(r,t)=>{for(var e in t)jr(r,e,{get:t[e],enumerable:!0})},wa=(r,t,e,o)=>{if(t&&typeof t=="object"||typeof t=="function")for(let n of eg(t))!og.call(r,n)&&n!==e&&jr(r,n,{get:()=>t[n],enumerable:!(o=tg(t,n))||o.enumerable});return r};var sg=(r,t,e)=>(e=r!=null?Jh(rg(r)):{},wa(t||!r||!r.__esModule?jr(e,"default",{value:r,enumerable:!0}):e,r)),ig=r=>wa(jr({},"__esModule",{value:!0}),r);var Wl=ya((_2,Ul)=>{Ul.exports=et;var Lt=null;try{Lt=new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([0,97,115,109,1,0,0,0,1,13,2,96,0,1,127,96,4,127,127,127,127,1,127,3,7,6,0,1,1,1,1,1,6,6,1,127,1,65,0,11,7,50,6,3,109,117,108,0,1,5,100,105,118,95,115,0,2,5,100,105,118,95,117,0,3,5,114,101,109,95,115,0,4,5,114,101,109,95,117,0,5,8,103,101,116,95,104,105,103,104,0,0,10,191,1,6,4,0,35,0,11,36,1,1,126,32,0,173,32,1,173,66,32,134,132,32,2,173,32,3,173,66,32,134,132,126,34,4,66,32,135,167,36,0,32,4,167,11,36,1,1,126,32,0,173,32,1,173,66,32,134,132,32,2,173,32,3,173,66,32,134,132,127,34,4,66,32,135,167,36,0,32,4,167,11,36,1,1,126,32,0,173,32,1,173,66,32,134,132,32,2,173,32,3,173,66,32,134,132,128,34,4,66,32,135,167,36,0,32,4,167,11,36,1,1,126,32,0,173,32,1,173,66,32,134,132,32,2,173,32,3,173,66,32,134,132,129,34,4,66,32,135,167,36,0,32,4,167,11,36,1,1,126,32,0,173,32,1,173,66,32,134,132,32,2,173,32,3,173,66,32,134,132,130,34,4,66,32,135,167,36,0,32,4,167,11])),{}).exports}catch{}function et(r,t,e){this.low=r|0,this.high=t|0,this.unsigned=!!e}et.prototype.__isLong__;Object.defineProperty(et.prototype,"__isLong__",{value:!0});function kt(r){return(r&&r.__isLong__)===!0}et.isLong=kt;var Fl={},Tl={};function ke(r,t){var e,o,n;return t?(r>>>=0,(n=0<=r&&r<256)&&(o=Tl[r],o)?o:(e=rt(r,(r|0)<0?-1:0,!0),n&&(Tl[r]=e),e)):(r|=0,(n=-128<=r&&r<128)&&(o=Fl[r],o)?o:(e=rt(r,r<0?-1:0,!1),n&&(Fl[r]=e),e))}et.fromInt=ke;function Bt(r,t){if(isNaN(r))return t?ve:_t;if(t){if(r<0)return ve;if(r>=Ll)return Ol}else{if(r<=-Ml)return vt;if(r+1>=Ml)return _l}return r<0?Bt(-r,t).neg():rt(r%Qe|0,r/Qe|0,t)}et.fromNumber=Bt;function rt(r,t,e){return new et(r,t,e)}et.fromBits=rt;var ko=Math.pow;function Xs(r,t,e){if(r.length===0)throw Error("empty string");if(r==="NaN"||r==="Infinity"||r==="+Infinity"||r==="-Infinity")return _t;if(typeof t=="number"?(e=t,t=!1):t=!!t,e=e||10,e<2||36<e)throw RangeError("radix");var o;if((o=r.indexOf("-"))>0)throw Error("interior hyphen");if(o===0)return Xs(r.substring(1),t,e).neg();for(var n=Bt(ko(e,8)),s=_t,i=0;i<r.length;i+=8){var a=Math.min(8,r.length-i),u=parseInt(r.substring(i,i+a),e);if(a<8){var l=Bt(ko(e,a));s=s.mul(l).add(Bt(u))}else s=s.mul(n),s=s.add(Bt(u))}return s.unsigned=t,s}et.fromString=Xs;function Vt(r,t){return typeof r=="number"?Bt(r,t):typeof r=="string"?Xs(r,t):rt(r.low,r.high,typeof t=="boolean"?t:r.unsigned)}et.fromValue=Vt;var Pl=65536,Pg=1<<24,Qe=Pl*Pl,Ll=Qe*Qe,Ml=Ll/2,zl=ke(Pg),_t=ke(0);et.ZERO=_t;var ve=ke(0,!0);et.UZERO=ve;var Ze=ke(1);et.ONE=Ze;var Bl=ke(1,!0);et.UONE=Bl;var Ks=ke(-1);et.NEG_ONE=Ks;var _l=rt(-1,2147483647,!1);et.MAX_VALUE=_l;var Ol=rt(-1,-1,!0);et.MAX_UNSIGNED_VALUE=Ol;var vt=rt(0,-2147483648,!1);et.MIN_VALUE=vt;var F=et.prototype;F.toInt=function(){return this.unsigned?this.low>>>0:this.low};F.toNumber=function(){return this.unsigned?(this.high>>>0)*Qe+(this.low>>>0):this.high*Qe+(this.low>>>0)};F.toString=function(t){if(t=t||10,t<2||36<t)throw RangeError("radix");if(this.isZero())return"0";if(this.isNegative())if(this.eq(vt)){var e=Bt(t),o=this.div(e),n=o.mul(e).sub(this);return o.toString(t)+n.toInt().toString(t)}else return"-"+this.neg().toString(t);for(var s=Bt(ko(t,6),this.unsigned),i=this,a="";;){var u=i.div(s),l=i.sub(u.mul(s)).toInt()>>>0,p=l.toString(t);if(i=u,i.isZero())return p+a;for(;p.length<6;)p="0"+p;a=""+p+a}};F.getHighBits=function(){return this.high};F.getHighBitsUnsigned=function(){return this.high>>>0};F.getLowBits=function(){return this.low};F.getLowBitsUnsigned=function(){return this.low>>>0};F.getNumBitsAbs=function(){if(this.isNegative())return this.eq(vt)?64:this.neg().getNumBitsAbs();for(var t=this.high!=0?this.high:this.low,e=31;e>0&&(t&1<<e)==0;e--);return this.high!=0?e+33:e+1};F.isZero=function(){return this.high===0&&this.low===0};F.eqz=F.isZero;F.isNegative=function(){return!this.unsigned&&this.high<0};F.isPositive=function(){return this.unsigned||this.high>=0};F.isOdd=function(){return(this.low&1)===1};F.isEven=function(){return(this.low&1)===0};F.equals=function(t){return kt(t)||(t=Vt(t)),this.unsigned!==t.unsigned&&this.high>>>31===1&&t.high>>>31===1?!1:this.high===t.high&&this.low===t.low};F.eq=F.equals;F.notEquals=function(t){return!this.eq(t)};F.neq=F.notEquals;F.ne=F.notEquals;F.lessThan=function(t){return this.comp(t)<0};F.lt=F.lessThan;F.lessThanOrEqual=function(t){return this.comp(t)<=0};F.lte=F.lessThanOrEqual;F.le=F.lessThanOrEqual;F.greaterThan=function(t){return this.comp(t)>0};F.gt=F.greaterThan;F.greaterThanOrEqual=function(t){return this.comp(t)>=0};F.gte=F.greaterThanOrEqual;F.ge=F.greaterThanOrEqual;F.compare=function(t){if(kt(t)||(t=Vt(t)),this.eq(t))return 0;var e=this.isNegative(),o=t.isNegative();return e&&!o?-1:!e&&o?1:this.unsigned?t.high>>>0>this.high>>>0||t.high===this.high&&t.low>>>0>this.low>>>0?-1:1:this.sub(t).isNegative()?-1:1};F.comp=F.compare;F.negate=function(){return!this.unsigned&&this.eq(vt)?vt:this.not().add(Ze)};F.neg=F.negate;F.add=function(t){kt(t)||(t=Vt(t));var e=this.high>>>16,o=this.high&65535,n=this.low>>>16,s=this.low&65535,i=t.high>>>16,a=t.high&65535,u=t.low>>>16,l=t.low&65535,p=0,c=0,d=0,m=0;return m+=s+l,d+=m>>>16,m&=65535,d+=n+u,c+=d>>>16,d&=65535,c+=o+a,p+=c>>>16,c&=65535,p+=e+i,p&=65535,rt(d<<16|m,p<<16|c,this.unsigned)};F.subtract=function(t){return kt(t)||(t=Vt(t)),this.add(t.neg())};F.sub=F.subtract;F.multiply=function(t){if(this.isZero())return _t;if(kt(t)||(t=Vt(t)),Lt){var e=Lt.mul(this.low,this.high,t.low,t.high);return rt(e,Lt.get_high(),this.unsigned)}if(t.isZero())return _t;if(this.eq(vt))return t.isOdd()?vt:_t;if(t.eq(vt))return this.isOdd()?vt:_t;if(this.isNegative())return t.isNegative()?this.neg().mul(t.neg()):this.neg().mul(t).neg();if(t.isNegative())return this.mul(t.neg()).neg();if(this.lt(zl)&&t.lt(zl))return Bt(this.toNumber()*t.toNumber(),this.unsigned);var o=this.high>>>16,n=this.high&65535,s=this.low>>>16,i=this.low&65535,a=t.high>>>16,u=t.high&65535,l=t.low>>>16,p=t.low&65535,c=0,d=0,m=0,f=0;return f+=i*p,m+=f>>>16,f&=65535,m+=s*p,d+=m>>>16,m&=65535,m+=i*l,d+=m>>>16,m&=65535,d+=n*p,c+=d>>>16,d&=65535,d+=s*l,c+=d>>>16,d&=65535,d+=i*u,c+=d>>>16,d&=65535,c+=o*p+n*l+s*u+i*a,c&=65535,rt(m<<16|f,c<<16|d,this.unsigned)};F.mul=F.multiply;F.divide=function(t){if(kt(t)||(t=Vt(t)),t.isZero())throw Error("division by zero");if(Lt){if(!this.unsigned&&this.high===-2147483648&&t.low===-1&&t.high===-1)return this;var e=(this.unsigned?Lt.div_u:Lt.div_s)(this.low,this.high,t.low,t.high);return rt(e,Lt.get_high(),this.unsigned)}if(this.isZero())return this.unsigned?ve:_t;var o,n,s;if(this.unsigned){if(t.unsigned||(t=t.toUnsigned()),t.gt(this))return ve;if(t.gt(this.shru(1)))return Bl;s=ve}else{if(this.eq(vt)){if(t.eq(Ze)||t.eq(Ks))return vt;if(t.eq(vt))return Ze;var i=this.shr(1);return o=i.div(t).shl(1),o.eq(_t)?t.isNegative()?Ze:Ks:(n=this.sub(t.mul(o)),s=o.add(n.div(t)),s)}else if(t.eq(vt))return this.unsigned?ve:_t;if(this.isNegative())return t.isNegative()?this.neg().div(t.neg()):this.neg().div(t).neg();if(t.isNegative())return this.div(t.neg()).neg();s=_t}for(n=this;n.gte(t);){o=Math.max(1,Math.floor(n.toNumber()/t.toNumber()));for(var a=Math.ceil(Math.log(o)/Math.LN2),u=a<=48?1:ko(2,a-48),l=Bt(o),p=l.mul(t);p.isNegative()||p.gt(n);)o-=u,l=Bt(o,this.unsigned),p=l.mul(t);l.isZero()&&(l=Ze),s=s.add(l),n=n.sub(p)}return s};F.div=F.divide;F.modulo=function(t){if(kt(t)||(t=Vt(t)),Lt){var e=(this.unsigned?Lt.rem_u:Lt.rem_s)(this.low,this.high,t.low,t.high);return rt(e,Lt.get_high(),this.unsigned)}return this.sub(this.div(t).mul(t))};F.mod=F.modulo;F.rem=F.modulo;F.not=function(){return rt(~this.low,~this.high,this.unsigned)};F.and=function(t){return kt(t)||(t=Vt(t)),rt(this.low&t.low,this.high&t.high,this.unsigned)};F.or=function(t){return kt(t)||(t=Vt(t)),rt(this.low|t.low,this.high|t.high,this.unsigned)};F.xor=function(t){return kt(t)||(t=Vt(t)),rt(this.low^t.low,this.high^t.high,this.unsigned)};F.shiftLeft=function(t){return kt(t)&&(t=t.toInt()),(t&=63)===0?this:t<32?rt(this.low<<t,this.high<<t|this.low>>>32-t,this.unsigned):rt(0,this.low<<t-32,this.unsigned)};F.shl=F.shiftLeft;F.shiftRight=function(t){return kt(t)&&(t=t.toInt()),(t&=63)===0?this:t<32?rt(this.low>>>t|this.high<<32-t,this.high>>t,this.unsigned):rt(this.high>>t-32,this.high>=0?0:-1,this.unsigned)};F.shr=F.shiftRight;F.shiftRightUnsigned=function(t){if(kt(t)&&(t=t.toInt()),t&=63,t===0)return this;var e=this.high;if(t<32){var o=this.low;return rt(o>>>t|e<<32-t,e>>>t,this.unsigned)}else return t===32?rt(e,0,this.unsigned):rt(e>>>t-32,0,this.unsigned)};F.shru=F.shiftRightUnsigned;F.shr_u=F.shiftRightUnsigned;F.toSigned=function(){return this.unsigned?rt(this.low,this.high,!1):this};F.toUnsigned=function(){return this.unsigned?this:rt(this.low,this.high,!0)};F.toBytes=function(t){return t?this.toBytesLE():this.toBytesBE()};F.toBytesLE=function(){var t=this.high,e=this.low;return[e&255,e>>>8&255,e>>>16&255,e>>>24,t&255,t>>>8&255,t>>>16&255,t>>>24]};F.toBytesBE=function(){var t=this.high,e=this.low;return[t>>>24,t>>>16&255,t>>>8&255,t&255,e>>>24,e>>>16&255,e>>>8&255,e&255]};et.fromBytes=function(t,e,o){return o?et.fromBytesLE(t,e):et.fromBytesBE(t,e)};et.fromBytesLE=function(t,e){return new et(t[0]|t[1]<<8|t[2]<<16|t[3]<<24,t[4]|t[5]<<8|t[6]<<16|t[7]<<24,e)};et.fromBytesBE=function(t,e){return new et(t[4]<<24|t[5]<<16|t[6]<<8|t[7],t[0]<<24|t[1]<<16|t[2]<<8|t[3],e)}});var dx={};var wc=ng(()=>{});var bc=ya(()=>{});var Cr=class{constructor(t,e){this.backend=t,this.dataMover=e,this.data=new WeakMap,this.dataIdsCount=0}get(t){return this.data.has(t)||this.dataMover.moveData(this.backend,t),this.data.get(t)}set(t,e){this.dataIdsCount++,this.data.set(t,e)}has(t){return this.data.has(t)}delete(t){return this.dataIdsCount--,this.data.delete(t)}numDataIds(){return this.dataIdsCount}},ye=class{refCount(t){return It("refCount")}incRef(t){return It("incRef")}timerAvailable(){return!0}time(t){return It("time")}read(t){return It("read")}readSync(t){return It("readSync")}readToGPU(t,e){return It("readToGPU")}numDataIds(){return It("numDataIds")}disposeData(t,e){return It("disposeData")}write(t,e,o){return It("write")}move(t,e,o,n,s){return It("move")}createTensorFromGPUData(t,e,o){return It("createTensorFromGPUData")}memory(){return It("memory")}floatPrecision(){return It("floatPrecision")}epsilon(){return this.floatPrecision()===32?1e-7:1e-4}dispose(){return It("dispose")}};function It(r){throw new Error(`'${r}' not yet implemented or not found in the registry. This kernel may not be supported by the tfjs backend you have chosen`)}function ba(r){let t=r.length,e=0;for(;t>0;)e=Math.random()*t|0,t--,Yr(r,t,e)}function ag(r,t){if(r.length!==t.length)throw new Error(`Array sizes must match to be shuffled together First array length was ${r.length}Second array length was ${t.length}`);let e=r.length,o=0;for(;e>0;)o=Math.random()*e|0,e--,Yr(r,e,o),Yr(t,e,o)}function _e(r,t,e){return Math.max(r,Math.min(t,e))}function ug(r){return r%2===0?r:r+1}function Yr(r,t,e){let o=r[t];r[t]=r[e],r[e]=o}function lg(r){let t=0;for(let e=0;e<r.length;e++)t+=r[e];return t}function cg(r,t){let e=Math.random();return t*e+(1-e)*r}function pg(r,t){let e=0;for(let o=0;o<r.length;o++){let n=Number(r[o])-Number(t[o]);e+=n*n}return e}function P(r,t){if(!r)throw new Error(typeof t=="string"?t:t())}function Zr(r,t,e=""){P(Oe(r,t),()=>e+` Shapes ${r} and ${t} must match`)}function dg(r){P(r!=null,()=>"The input to the tensor constructor must be a non-null value.")}function st(r){if(r.length===0)return 1;let t=r[0];for(let e=1;e<r.length;e++)t*=r[e];return t}function mg(r){return r.length===0}function fg(r,t){if(r===t)return!0;if(r==null||t==null||r.length!==t.length)return!1;for(let e=0;e<r.length;e++)if(r[e]!==null&&t[e]!==null&&r[e]!==t[e])return!1;return!0}function Oe(r,t){if(r===t)return!0;if(r==null||t==null||r.length!==t.length)return!1;for(let e=0;e<r.length;e++)if(r[e]!==t[e])return!1;return!0}function Ir(r){return r%1===0}function hg(r){if(Math.tanh!=null)return Math.tanh(r);if(r===1/0)return 1;if(r===-1/0)return-1;{let t=Math.exp(2*r);return(t-1)/(t+1)}}function gg(r){let t=Math.ceil(Math.sqrt(r));return[t,Math.ceil(r/t)]}function xg(r){let t=new Uint32Array(r);for(let e=0;e<r;++e)t[e]=e;return ba(t),t}function be(r,t){return t<=r.length?r:r+" ".repeat(t-r.length)}function yg(r,t=n=>0,e,o){return new Promise((n,s)=>{let i=0,a=()=>{if(r()){n();return}i++;let u=t(i);if(e!=null&&i>=e){s();return}o!=null?o(a,u):setTimeout(a,u)};a()})}function wg(r,t){let e=1,o=-1;for(let s=0;s<r.length;++s)if(r[s]>=0)e*=r[s];else if(r[s]===-1){if(o!==-1)throw Error(`Shapes can only have 1 implicit size. Found -1 at dim ${o} and dim ${s}`);o=s}else if(r[s]<0)throw Error(`Shapes can not be < 0. Found ${r[s]} at dim ${s}`);if(o===-1){if(t>0&&t!==e)throw Error(`Size(${t}) must match the product of shape ${r}`);return r}if(e===0)throw Error(`Cannot infer the missing size in [${r}] when there are 0 elements`);if(t%e!==0)throw Error(`The implicit shape can't be a fractional number. Got ${t} / ${e}`);let n=r.slice();return n[o]=t/e,n}function Sa(r,t){let e=t.length;return r=r==null?t.map((o,n)=>n):[].concat(r),P(r.every(o=>o>=-e&&o<e),()=>`All values in axis param must be in range [-${e}, ${e}) but got axis ${r}`),P(r.every(o=>Ir(o)),()=>`All values in axis param must be integers but got axis ${r}`),r.map(o=>o<0?e+o:o)}function bg(r,t){let e=[],o=[],n=t!=null&&Array.isArray(t)&&t.length===0,s=t==null||n?null:Sa(t,r).sort(),i=0;for(let a=0;a<r.length;++a){if(s!=null){if(s[i]===a&&r[a]!==1)throw new Error(`Can't squeeze axis ${a} since its dim '${r[a]}' is not 1`);(s[i]==null||s[i]>a)&&r[a]===1&&(e.push(r[a]),o.push(a)),s[i]<=a&&i++}r[a]!==1&&(e.push(r[a]),o.push(a))}return{newShape:e,keptDims:o}}function Sg(r,t){return Qr(r,t)}function Qr(r,t){let e=null;if(r==null||r==="float32")e=new Float32Array(t);else if(r==="int32")e=new Int32Array(t);else if(r==="bool")e=new Uint8Array(t);else if(r==="string")e=new Array(t);else throw new Error(`Unknown data type ${r}`);return e}function Ps(r,t){for(let e=0;e<r.length;e++){let o=r[e];if(isNaN(o)||!isFinite(o))throw Error(`A tensor of type ${t} being uploaded contains ${o}.`)}}function Ms(r){return r==="bool"||r==="complex64"||r==="float32"||r==="int32"||r==="string"}function Cg(r,t){return!(t==="complex64"||t==="float32"&&r!=="complex64"||t==="int32"&&r!=="float32"&&r!=="complex64"||t==="bool"&&r==="bool")}function Ue(r){if(r==="float32"||r==="int32")return 4;if(r==="complex64")return 8;if(r==="bool")return 1;throw new Error(`Unknown dtype ${r}`)}function zs(r){if(r==null)return 0;let t=0;return r.forEach(e=>t+=e.length),t}function We(r){return typeof r=="string"||r instanceof String}function Ca(r){return typeof r=="boolean"}function Ia(r){return typeof r=="number"}function pe(r){return Array.isArray(r)?pe(r[0]):r instanceof Float32Array?"float32":r instanceof Int32Array||r instanceof Uint8Array||r instanceof Uint8ClampedArray?"int32":Ia(r)?"float32":We(r)?"string":Ca(r)?"bool":"float32"}function Ve(r){return!!(r&&r.constructor&&r.call&&r.apply)}function Ge(r,t){for(let e=t;e<r;++e)if(r%e===0)return e;return r}function jt(r){let t=r.length;if(t<2)return[];let e=new Array(t-1);e[t-2]=r[t-1];for(let o=t-3;o>=0;--o)e[o]=e[o+1]*r[o+1];return e}function va(r,t,e,o=!1){let n=new Array;if(t.length===1){let s=t[0]*(o?2:1);for(let i=0;i<s;i++)n[i]=e[r+i]}else{let s=t[0],i=t.slice(1),a=i.reduce((u,l)=>u*l)*(o?2:1);for(let u=0;u<s;u++)n[u]=va(r+u*a,i,e,o)}return n}function we(r,t,e=!1){if(r.length===0)return t[0];let o=r.reduce((n,s)=>n*s)*(e?2:1);if(o===0)return[];if(o!==t.length)throw new Error(`[${r}] does not match the input size ${t.length}${e?" for a complex tensor":""}.`);return va(0,r,t,e)}function Ig(r,t){if(Array.isArray(r))return r;if(t==="float32")return r instanceof Float32Array?r:new Float32Array(r);if(t==="int32")return r instanceof Int32Array?r:new Int32Array(r);if(t==="bool"||t==="string")return Uint8Array.from(new Int32Array(r));throw new Error(`Unknown dtype ${t}`)}function Ls(r,t){let e=He(r,t);for(let o=0;o<e.length;o++)e[o]=1;return e}function He(r,t){if(t==null||t==="float32"||t==="complex64")return new Float32Array(r);if(t==="int32")return new Int32Array(r);if(t==="bool")return new Uint8Array(r);throw new Error(`Unknown data type ${t}`)}function vg(r,t){let e=r.reduce((o,n)=>o*n,1);if(t==null||t==="float32")return we(r,new Float32Array(e));if(t==="int32")return we(r,new Int32Array(e));if(t==="bool")return we(r,new Uint8Array(e));throw new Error(`Unknown data type ${t}`)}function Wt(r){r.forEach(t=>{P(Number.isInteger(t)&&t>=0,()=>`Tensor must have a shape comprised of positive integers but got shape [${r}].`)})}function kg(r,t,e){if(t===0)return 0;if(t===1)return r[0];let o=r[r.length-1];for(let n=0;n<r.length-1;++n)o+=e[n]*r[n];return o}function Rg(r,t,e){if(t===0)return[];if(t===1)return[r];let o=new Array(t);for(let n=0;n<o.length-1;++n)o[n]=Math.floor(r/e[n]),r-=o[n]*e[n];return o[o.length-1]=r,o}function Se(r){return r&&r.then&&typeof r.then=="function"}var ka="tfjsflags",vr=class{constructor(t){this.global=t,this.flags={},this.flagRegistry={},this.urlFlags={},this.getQueryParams=Eg,this.populateURLFlags()}setPlatform(t,e){this.platform!=null&&(T().getBool("IS_TEST")||T().getBool("PROD")||console.warn(`Platform ${this.platformName} has already been set. Overwriting the platform with ${t}.`)),this.platformName=t,this.platform=e}registerFlag(t,e,o){if(this.flagRegistry[t]={evaluationFn:e,setHook:o},this.urlFlags[t]!=null){let n=this.urlFlags[t];T().getBool("IS_TEST")||T().getBool("PROD")||console.warn(`Setting feature override from URL ${t}: ${n}.`),this.set(t,n)}}async getAsync(t){return t in this.flags?this.flags[t]:(this.flags[t]=await this.evaluateFlag(t),this.flags[t])}get(t){if(t in this.flags)return this.flags[t];let e=this.evaluateFlag(t);if(Se(e))throw new Error(`Flag ${t} cannot be synchronously evaluated. Please use getAsync() instead.`);return this.flags[t]=e,this.flags[t]}getNumber(t){return this.get(t)}getBool(t){return this.get(t)}getString(t){return this.get(t)}getFlags(){return this.flags}get features(){return this.flags}set(t,e){if(this.flagRegistry[t]==null)throw new Error(`Cannot set flag ${t} as it has not been registered.`);this.flags[t]=e,this.flagRegistry[t].setHook!=null&&this.flagRegistry[t].setHook(e)}evaluateFlag(t){if(this.flagRegistry[t]==null)throw new Error(`Cannot evaluate flag '${t}': no evaluation function found.`);return this.flagRegistry[t].evaluationFn()}setFlags(t){this.flags=Object.assign({},t)}reset(){this.flags={},this.urlFlags={},this.populateURLFlags()}populateURLFlags(){if(typeof this.global>"u"||typeof this.global.location>"u"||typeof this.global.location.search>"u")return;let t=this.getQueryParams(this.global.location.search);ka in t&&t[ka].split(",").forEach(o=>{let[n,s]=o.split(":");this.urlFlags[n]=$g(n,s)})}};function Eg(r){let t={};return r.replace(/[?&]([^=?&]+)(?:=([^&]*))?/g,(e,...o)=>(Ag(t,o[0],o[1]),o.join("="))),t}function Ag(r,t,e){r[decodeURIComponent(t)]=decodeURIComponent(e||"")}function $g(r,t){let e=t.toLowerCase();return e==="true"||e==="false"?e==="true":`${+e}`===e?+e:t}function T(){return Bs}var Bs=null;function Ra(r){Bs=r}var _s;function Os(){if(_s==null){let r;if(typeof window<"u")r=window;else if(typeof global<"u")r=global;else if(typeof process<"u")r=process;else if(typeof self<"u")r=self;else throw new Error("Could not find a global object");_s=r}return _s}function Ng(){let r=Os();return r._tfGlobals==null&&(r._tfGlobals=new Map),r._tfGlobals}function kr(r,t){let e=Ng();if(e.has(r))return e.get(r);{let o=t();return e.set(r,o),e.get(r)}}var Da="Acos",Ea="Acosh";var Aa="AddN";var $a="ArgMax",Na="ArgMin",Fa="Asin",Ta="Asinh",Pa="Atan",Ma="Atanh",za="Atan2",La="AvgPool",Ba="AvgPoolGrad",_a="AvgPool3D",Oa="AvgPool3DGrad",Ua="BatchMatMul",Wa="BatchToSpaceND",Va="Bincount",Ga="BitwiseAnd";var Ha="BroadcastArgs",Ce="Cast",Jr="Ceil",qa="ClipByValue",Rr="Complex",to="ComplexAbs",Ka="Concat",Xa="Conv2D",ja="Conv2DBackpropFilter",Ya="Conv2DBackpropInput",Za="Conv3D",Qa="Conv3DBackpropFilterV2",Ja="Conv3DBackpropInputV2";var tu="Cosh",eu="Cumprod",ru="Cumsum",ou="CropAndResize",nu="DenseBincount",su="DepthToSpace",iu="DepthwiseConv2dNative",au="DepthwiseConv2dNativeBackpropFilter",uu="DepthwiseConv2dNativeBackpropInput",lu="Diag",cu="Dilation2D",pu="Dilation2DBackpropInput",du="Dilation2DBackpropFilter",mu="Draw",eo="RealDiv",fu="Einsum";var hu="EluGrad";var ro="Equal";var gu="ExpandDims",oo="Expm1";var no="Fill",xu="FlipLeftRight",so="Floor",qe="FloorDiv",yu="FusedBatchNorm",wu="GatherV2",bu="GatherNd",io="Greater",ao="GreaterEqual",Ie="Identity",Su="IFFT",Cu="Imag",Iu="IsFinite",vu="IsInf",ku="IsNan",uo="LeakyRelu",lo="Less",co="LessEqual",Ru="LinSpace";var Du="Log1p",Eu="LogicalAnd",Au="LogicalNot",$u="LogicalOr";var Nu="LRNGrad";var Ke="Maximum",Fu="MaxPool",Tu="MaxPoolGrad",Pu="MaxPool3D",Mu="MaxPool3DGrad",zu="MaxPoolWithArgmax",Lu="Mean";var po="Minimum",Bu="MirrorPad";var _u="Multinomial",Xe="Multiply";var mo="NotEqual",Ou="NonMaxSuppressionV3";var Uu="NonMaxSuppressionV5",Wu="OnesLike",Vu="OneHot",Gu="Pack",Hu="PadV2";var fo="Prelu",Us="Prod";var qu="Range",Ws="Real",Ku="Reciprocal",ho="Relu",go="Reshape",Xu="ResizeNearestNeighbor",ju="ResizeNearestNeighborGrad",Yu="ResizeBilinear",Zu="ResizeBilinearGrad",xo="Relu6",Qu="Reverse",Ju="Round",yo="Rsqrt",tl="ScatterNd",el="TensorScatterUpdate",rl="SearchSorted",ol="Select",nl="Selu",Vs="Slice";var sl="Sinh",il="Sign",je="Sigmoid",al="Softplus",Ye="Sqrt";var ul="SpaceToBatchND",ll="SplitV",cl="Softmax";var pl="SparseSegmentMean",dl="SparseSegmentSum",ml="SparseToDense",wo="SquaredDifference",fl="Square",hl="StaticRegexReplace",gl="StridedSlice",xl="StringNGrams";var yl="Tanh",bo="Tile",wl="TopK",bl="Transform",Sl="Transpose";var Cl="Unpack",Il="UnsortedSegmentSum";var So="ZerosLike",Co="Step",vl="FromPixels",kl="RotateWithOffset",Rl="_FusedMatMul",Dl="FusedConv2D",El="FusedDepthwiseConv2D";function re(...r){T().getBool("IS_TEST")||T().getBool("PROD")||console.warn(...r)}function Fg(...r){T().getBool("IS_TEST")||T().getBool("PROD")||console.log(...r)}var Io=kr("kernelRegistry",()=>new Map),Tg=kr("gradRegistry",()=>new Map);function Gs(r,t){let e=Nl(r,t);return Io.get(e)}function Hs(r){return Tg.get(r)}function qs(r){let t=Io.entries(),e=[];for(;;){let{done:o,value:n}=t.next();if(o)break;let[s,i]=n,[a]=s.split("_");a===r&&e.push(i)}return e}function $l(r){let{kernelName:t,backendName:e}=r,o=Nl(t,e);Io.has(o)&&re(`The kernel '${t}' for backend '${e}' is already registered`),Io.set(o,r)}function Nl(r,t){return`${t}_${r}`}var x={};xe(x,{arraysEqual:()=>Oe,arraysEqualWithNull:()=>fg,assert:()=>P,assertNonNegativeIntegerDimensions:()=>Wt,assertNonNull:()=>dg,assertShapesMatch:()=>Zr,bytesFromStringArray:()=>zs,bytesPerElement:()=>Ue,checkConversionForErrors:()=>Ps,clamp:()=>_e,computeStrides:()=>jt,convertBackendValuesAndArrayBuffer:()=>Ig,createScalarValue:()=>Og,createShuffledIndices:()=>xg,decodeString:()=>er,distSquared:()=>pg,encodeString:()=>tr,fetch:()=>Wg,fingerPrint64:()=>_g,flatten:()=>me,getArrayFromDType:()=>Qr,getTypedArrayFromDType:()=>Sg,hasEncodingLoss:()=>Cg,hexToLong:()=>Dr,indexToLoc:()=>Rg,inferDtype:()=>pe,inferFromImplicitShape:()=>wg,isBoolean:()=>Ca,isFunction:()=>Ve,isInt:()=>Ir,isNumber:()=>Ia,isPromise:()=>Se,isScalarShape:()=>mg,isString:()=>We,isTypedArray:()=>mt,isValidDtype:()=>Ms,locToIndex:()=>kg,makeOnesTypedArray:()=>Ls,makeZerosNestedTypedArray:()=>vg,makeZerosTypedArray:()=>He,nearestDivisor:()=>Ge,nearestLargerEven:()=>ug,now:()=>Ee,parseAxisParam:()=>Sa,randUniform:()=>cg,repeatedTry:()=>yg,rightPad:()=>be,shuffle:()=>ba,shuffleCombo:()=>ag,sizeFromShape:()=>st,sizeToSquarishShape:()=>gg,squeezeShape:()=>bg,sum:()=>lg,swap:()=>Yr,tanh:()=>hg,toNestedArray:()=>we,toTypedArray:()=>Je});function vo(r){return r instanceof Float32Array||r instanceof Int32Array||r instanceof Uint8Array||r instanceof Uint8ClampedArray}var Ys=sg(Wl());var De=Ys.default||Ys;function Dr(r){return De.fromString(r,!0,16)}var Gl=Dr("c3a5c85c97cb3127"),Re=Dr("b492b66fbe98f273"),xt=Dr("9ae16a3b2f90404f");function js(r){return r.xor(r.shru(47))}function Hl(r,t,e){let o=r.slice(t,t+e);return De.fromBytes(Array.from(o),!0,!0)}function J(r,t){return Hl(r,t,8)}function Vl(r,t){return Hl(r,t,4)}function ct(r,t){return t===0?r:r.shru(t).or(r.shl(64-t))}function de(r,t,e=Dr("9ddfea08eb382d69")){let o=r.xor(t).mul(e);o=o.xor(o.shru(47));let n=t.xor(o).mul(e);return n=n.xor(n.shru(47)),n=n.mul(e),n}function Mg(r,t,e,o,n,s){n=n.add(r),s=ct(s.add(n).add(o),21);let i=n;return n=n.add(t),n=n.add(e),s=s.add(ct(n,44)),[n.add(o),s.add(i)]}function Ro(r,t,e,o){return Mg(J(r,t),J(r,t+8),J(r,t+16),J(r,t+24),e,o)}function zg(r,t=r.length){if(t>=8){let e=xt.add(t*2),o=J(r,0).add(xt),n=J(r,t-8),s=ct(n,37).mul(e).add(o),i=ct(o,25).add(n).mul(e);return de(s,i,e)}if(t>=4){let e=xt.add(t*2),o=Vl(r,0);return de(o.shl(3).add(t),Vl(r,t-4),e)}if(t>0){let e=r[0],o=r[t>>1],n=r[t-1],s=e+(o<<8),i=t+(n<<2);return js(xt.mul(s).xor(Gl.mul(i))).mul(xt)}return xt}function Lg(r,t=r.length){let e=xt.add(t*2),o=J(r,0).mul(Re),n=J(r,8),s=J(r,t-8).mul(e),i=J(r,t-16).mul(xt);return de(ct(o.add(n),43).add(ct(s,30)).add(i),o.add(ct(n.add(xt),18)).add(s),e)}function Bg(r,t=r.length){let e=xt.add(t*2),o=J(r,0).mul(xt),n=J(r,8),s=J(r,t-8).mul(e),i=J(r,t-16).mul(xt),a=ct(o.add(n),43).add(ct(s,30)).add(i),u=de(a,o.add(ct(n.add(xt),18)).add(s),e),l=J(r,16).mul(e),p=J(r,24),c=a.add(J(r,t-32)).mul(e),d=u.add(J(r,t-24)).mul(e);return de(ct(l.add(p),43).add(ct(c,30)).add(d),l.add(ct(p.add(o),18)).add(c),e)}function _g(r,t=r.length){let e=De.fromNumber(81,!0);if(t<=32)return t<=16?zg(r,t):Lg(r,t);if(t<=64)return Bg(r,t);let o=e,n=e.mul(Re).add(113),s=js(n.mul(xt).add(113)).mul(xt),i=[De.UZERO,De.UZERO],a=[De.UZERO,De.UZERO];o=o.mul(xt).add(J(r,0));let u=0,l=(t-1>>6)*64,p=l+(t-1&63)-63;do o=ct(o.add(n).add(i[0]).add(J(r,u+8)),37).mul(Re),n=ct(n.add(i[1]).add(J(r,u+48)),42).mul(Re),o=o.xor(a[1]),n=n.add(i[0]).add(J(r,u+40)),s=ct(s.add(a[0]),33).mul(Re),i=Ro(r,u,i[1].mul(Re),o.add(a[0])),a=Ro(r,u+32,s.add(a[1]),n.add(J(r,u+16))),[s,o]=[o,s],u+=64;while(u!==l);let c=Re.add(s.and(255).shl(1));return u=p,a[0]=a[0].add(t-1&63),i[0]=i[0].add(a[0]),a[0]=a[0].add(i[0]),o=ct(o.add(n).add(i[0]).add(J(r,u+8)),37).mul(c),n=ct(n.add(i[1]).add(J(r,u+48)),42).mul(c),o=o.xor(a[1].mul(9)),n=n.add(i[0].mul(9).add(J(r,u+40))),s=ct(s.add(a[0]),33).mul(c),i=Ro(r,u,i[1].mul(c),o.add(a[0])),a=Ro(r,u+32,s.add(a[1]),n.add(J(r,u+16))),[s,o]=[o,s],de(de(i[0],a[0],c).add(js(n).mul(Gl)).add(s),de(i[1],a[1],c).add(o),c)}function Og(r,t){return t==="string"?tr(r):Je([r],t)}function Ug(r,t){return r instanceof Float32Array&&t==="float32"||r instanceof Int32Array&&t==="int32"||r instanceof Uint8Array&&t==="bool"}function Je(r,t){if(t==="string")throw new Error("Cannot convert a string[] to a TypedArray");if(Array.isArray(r)&&(r=me(r)),T().getBool("DEBUG")&&Ps(r,t),Ug(r,t))return r;if(t==null||t==="float32"||t==="complex64")return new Float32Array(r);if(t==="int32")return new Int32Array(r);if(t==="bool"){let e=new Uint8Array(r.length);for(let o=0;o<e.length;++o)Math.round(r[o])!==0&&(e[o]=1);return e}else throw new Error(`Unknown data type ${t}`)}function Ee(){return T().platform.now()}function Wg(r,t){return T().platform.fetch(r,t)}function tr(r,t="utf-8"){return t=t||"utf-8",T().platform.encode(r,t)}function er(r,t="utf-8"){return t=t||"utf-8",T().platform.decode(r,t)}function mt(r){return T().platform.isTypedArray!=null?T().platform.isTypedArray(r):vo(r)}function me(r,t=[],e=!1){if(t==null&&(t=[]),typeof r=="boolean"||typeof r=="number"||typeof r=="string"||Se(r)||r==null||mt(r)&&e)t.push(r);else if(Array.isArray(r)||mt(r))for(let o=0;o<r.length;++o)me(r[o],t,e);else{let o=-1;for(let n of Object.keys(r))/^([1-9]+[0-9]*|0)$/.test(n)&&(o=Math.max(o,Number(n)));for(let n=0;n<=o;n++)me(r[n],t,e)}return t}var Do=class{constructor(t,e){this.backendTimer=t,this.logger=e,e==null&&(this.logger=new Zs)}profileKernel(t,e,o){let n,s=()=>{n=o()},i,a=Ee();if(this.backendTimer.timerAvailable())i=this.backendTimer.time(s);else{s();for(let l of n)l.dataSync();i=Promise.resolve({kernelMs:Ee()-a})}if(T().getBool("CHECK_COMPUTATION_FOR_ERRORS"))for(let l=0;l<n.length;l++){let p=n[l];p.data().then(c=>{Vg(c,p.dtype,t)})}return{kernelName:t,outputs:n,inputs:e,timeMs:i.then(l=>l.kernelMs),extraInfo:i.then(l=>l.getExtraProfileInfo!=null?l.getExtraProfileInfo():"")}}logKernelProfile(t){let{kernelName:e,outputs:o,timeMs:n,inputs:s,extraInfo:i}=t;o.forEach(a=>{Promise.all([a.data(),n,i]).then(u=>{this.logger.logKernelProfile(e,a,u[0],u[1],s,u[2])})})}};function Vg(r,t,e){if(t!=="float32")return!1;for(let o=0;o<r.length;o++){let n=r[o];if(isNaN(n)||!isFinite(n))return console.warn(`Found ${n} in the result of '${e}'`),!0}return!1}var Zs=class{logKernelProfile(t,e,o,n,s,i){let a=typeof n=="number"?be(`${n}ms`,9):n.error,u=be(t,25),l=e.rank,p=e.size,c=be(e.shape.toString(),14),d="";for(let m in s){let f=s[m];if(f!=null){let g=f.shape||e.shape,h=g.length;d+=`${m}: ${h}D ${h>0?g:""} `}}console.log(`%c${u}	%c${a}	%c${l}D ${c}	%c${p}	%c${d}	%c${i}`,"font-weight:bold","color:red","color:blue","color: orange","color: green","color: steelblue")}};function ql(r,t,e){let o={},n={};for(let u=0;u<t.length;u++)o[t[u].id]=!0;for(let u=0;u<r.length;u++){let l=r[u],p=l.inputs;for(let c in p){let d=p[c],m=!1;for(let f=0;f<t.length;f++)if(o[d.id]){l.outputs.forEach(g=>o[g.id]=!0),m=!0,n[l.id]=!0;break}if(m)break}}let s={};s[e.id]=!0;let i={};for(let u=r.length-1;u>=0;u--){let l=r[u],p=l.inputs;for(let c=0;c<l.outputs.length;c++)if(s[l.outputs[c].id]){for(let d in p)s[p[d].id]=!0,i[l.id]=!0;break}}let a=[];for(let u=0;u<r.length;u++){let l=r[u];if(n[l.id]&&i[l.id]){let p={};for(let d in l.inputs){let m=l.inputs[d];o[m.id]&&(p[d]=m)}let c=Object.assign({},l);c.inputs=p,c.outputs=l.outputs,a.push(c)}}return a}function Kl(r,t,e,o){for(let n=t.length-1;n>=0;n--){let s=t[n],i=[];if(s.outputs.forEach(u=>{let l=r[u.id];l!=null?i.push(l):i.push(null)}),s.gradient==null)throw new Error(`Cannot compute gradient: gradient function not found for ${s.kernelName}.`);let a=s.gradient(i);for(let u in s.inputs){if(!(u in a))throw new Error(`Cannot backprop through input ${u}. Available gradients found: ${Object.keys(a)}.`);let l=e(()=>a[u]());if(l.dtype!=="float32")throw new Error(`Error in gradient for op ${s.kernelName}. The gradient of input ${u} must have 'float32' dtype, but has '${l.dtype}'`);let p=s.inputs[u];if(!Oe(l.shape,p.shape))throw new Error(`Error in gradient for op ${s.kernelName}. The gradient of input '${u}' has shape '${l.shape}', which does not match the shape of the input '${p.shape}'`);if(r[p.id]==null)r[p.id]=l;else{let c=r[p.id];r[p.id]=o(c,l),c.dispose()}}}}var Xl=20,Er=3,Qs=7;function jl(r,t,e,o){let n=jt(t),s=Gg(r,t,e,n),i=t.length,a=Eo(r,t,e,n,s),u=["Tensor"];return o&&(u.push(`  dtype: ${e}`),u.push(`  rank: ${i}`),u.push(`  shape: [${t}]`),u.push("  values:")),u.push(a.map(l=>"    "+l).join(`
`)),u.join(`
`)}function Gg(r,t,e,o){let n=st(t),s=o[o.length-1],i=new Array(s).fill(0),a=t.length,u=e==="complex64"?$r(r):r;if(a>1)for(let l=0;l<n/s;l++){let p=l*s;for(let c=0;c<s;c++)i[c]=Math.max(i[c],Ar(u[p+c],0,e).length)}return i}function Ar(r,t,e){let o;return Array.isArray(r)?o=`${parseFloat(r[0].toFixed(Qs))} + ${parseFloat(r[1].toFixed(Qs))}j`:We(r)?o=`'${r}'`:e==="bool"?o=Yl(r):o=parseFloat(r.toFixed(Qs)).toString(),be(o,t)}function Yl(r){return r===0?"false":"true"}function Eo(r,t,e,o,n,s=!0){let i=e==="complex64"?2:1,a=t[0],u=t.length;if(u===0){if(e==="complex64"){let g=$r(r);return[Ar(g[0],0,e)]}return e==="bool"?[Yl(r[0])]:[r[0].toString()]}if(u===1){if(a>Xl){let h=Er*i,y=Array.from(r.slice(0,h)),w=Array.from(r.slice((a-Er)*i,a*i));return e==="complex64"&&(y=$r(y),w=$r(w)),["["+y.map((b,v)=>Ar(b,n[v],e)).join(", ")+", ..., "+w.map((b,v)=>Ar(b,n[a-Er+v],e)).join(", ")+"]"]}return["["+(e==="complex64"?$r(r):Array.from(r)).map((h,y)=>Ar(h,n[y],e)).join(", ")+"]"]}let l=t.slice(1),p=o.slice(1),c=o[0]*i,d=[];if(a>Xl){for(let g=0;g<Er;g++){let h=g*c,y=h+c;d.push(...Eo(r.slice(h,y),l,e,p,n,!1))}d.push("...");for(let g=a-Er;g<a;g++){let h=g*c,y=h+c;d.push(...Eo(r.slice(h,y),l,e,p,n,g===a-1))}}else for(let g=0;g<a;g++){let h=g*c,y=h+c;d.push(...Eo(r.slice(h,y),l,e,p,n,g===a-1))}let m=u===2?",":"";d[0]="["+(a>0?d[0]+m:"");for(let g=1;g<d.length-1;g++)d[g]=" "+d[g]+m;let f=`,
`;for(let g=2;g<u;g++)f+=`
`;return d[d.length-1]=" "+d[d.length-1]+"]"+(s?"":f),d}function $r(r){let t=[];for(let e=0;e<r.length;e+=2)t.push([r[e],r[e+1]]);return t}var Yt=class{constructor(t,e,o){if(this.dtype=e,this.shape=t.slice(),this.size=st(t),o!=null){let n=o.length;P(n===this.size,()=>`Length of values '${n}' does not match the size inferred by the shape '${this.size}'.`)}if(e==="complex64")throw new Error("complex64 dtype TensorBuffers are not supported. Please create a TensorBuffer for the real and imaginary parts separately and call tf.complex(real, imag).");this.values=o||Qr(e,this.size),this.strides=jt(t)}set(t,...e){e.length===0&&(e=[0]),P(e.length===this.rank,()=>`The number of provided coordinates (${e.length}) must match the rank (${this.rank})`);let o=this.locToIndex(e);this.values[o]=t}get(...t){t.length===0&&(t=[0]);let e=0;for(let n of t){if(n<0||n>=this.shape[e]){let s=`Requested out of range element at ${t}.   Buffer shape=${this.shape}`;throw new Error(s)}e++}let o=t[t.length-1];for(let n=0;n<t.length-1;++n)o+=this.strides[n]*t[n];return this.values[o]}locToIndex(t){if(this.rank===0)return 0;if(this.rank===1)return t[0];let e=t[t.length-1];for(let o=0;o<t.length-1;++o)e+=this.strides[o]*t[o];return e}indexToLoc(t){if(this.rank===0)return[];if(this.rank===1)return[t];let e=new Array(this.shape.length);for(let o=0;o<e.length-1;++o)e[o]=Math.floor(t/this.strides[o]),t-=e[o]*this.strides[o];return e[e.length-1]=t,e}get rank(){return this.shape.length}toTensor(){return Gt().makeTensor(this.values,this.shape,this.dtype)}},Gt=null,rr=null,Hg=null;function Zl(r){Gt=r}function Ql(r){rr=r}function Jl(r){Hg=r}var ft=class{constructor(t,e,o,n){this.kept=!1,this.isDisposedInternal=!1,this.shape=t.slice(),this.dtype=e||"float32",this.size=st(t),this.strides=jt(t),this.dataId=o,this.id=n,this.rankType=this.rank<5?this.rank.toString():"higher"}get rank(){return this.shape.length}async buffer(){let t=await this.data();return rr.buffer(this.shape,this.dtype,t)}bufferSync(){return rr.buffer(this.shape,this.dtype,this.dataSync())}async array(){let t=await this.data();return we(this.shape,t,this.dtype==="complex64")}arraySync(){return we(this.shape,this.dataSync(),this.dtype==="complex64")}async data(){this.throwIfDisposed();let t=Gt().read(this.dataId);if(this.dtype==="string"){let e=await t;try{return e.map(o=>er(o))}catch{throw new Error("Failed to decode the string bytes into utf-8. To get the original bytes, call tensor.bytes().")}}return t}dataToGPU(t){return this.throwIfDisposed(),Gt().readToGPU(this.dataId,t)}dataSync(){this.throwIfDisposed();let t=Gt().readSync(this.dataId);if(this.dtype==="string")try{return t.map(e=>er(e))}catch{throw new Error("Failed to decode the string bytes into utf-8. To get the original bytes, call tensor.bytes().")}return t}async bytes(){this.throwIfDisposed();let t=await Gt().read(this.dataId);return this.dtype==="string"?t:new Uint8Array(t.buffer)}dispose(){this.isDisposed||(this.kerasMask&&this.kerasMask.dispose(),Gt().disposeTensor(this),this.isDisposedInternal=!0)}get isDisposed(){return this.isDisposedInternal}throwIfDisposed(){if(this.isDisposed)throw new Error("Tensor is disposed.")}print(t=!1){return rr.print(this,t)}clone(){return this.throwIfDisposed(),rr.clone(this)}toString(t=!1){let e=this.dataSync();return jl(e,this.shape,this.dtype,t)}cast(t){return this.throwIfDisposed(),rr.cast(this,t)}variable(t=!0,e,o){return this.throwIfDisposed(),Gt().makeVariable(this,t,e,o)}};Object.defineProperty(ft,Symbol.hasInstance,{value:r=>!!r&&r.data!=null&&r.dataSync!=null&&r.throwIfDisposed!=null});function Js(){return kr("Tensor",()=>ft)}Js();var oe=class extends ft{constructor(t,e,o,n){super(t.shape,t.dtype,t.dataId,n),this.trainable=e,this.name=o}assign(t){if(t.dtype!==this.dtype)throw new Error(`dtype of the new value (${t.dtype}) and previous value (${this.dtype}) must match`);if(!Oe(t.shape,this.shape))throw new Error(`shape of the new value (${t.shape}) and previous value (${this.shape}) must match`);Gt().disposeTensor(this),this.dataId=t.dataId,Gt().incRef(this,null)}dispose(){Gt().disposeVariable(this),this.isDisposedInternal=!0}};Object.defineProperty(oe,Symbol.hasInstance,{value:r=>r instanceof ft&&r.assign!=null&&r.assign instanceof Function});var ti;(function(r){r.R0="R0",r.R1="R1",r.R2="R2",r.R3="R3",r.R4="R4",r.R5="R5",r.R6="R6"})(ti||(ti={}));var ei;(function(r){r.float32="float32",r.int32="int32",r.bool="int32",r.complex64="complex64"})(ei||(ei={}));var ri;(function(r){r.float32="float32",r.int32="int32",r.bool="bool",r.complex64="complex64"})(ri||(ri={}));var oi;(function(r){r.float32="float32",r.int32="float32",r.bool="float32",r.complex64="complex64"})(oi||(oi={}));var ni;(function(r){r.float32="complex64",r.int32="complex64",r.bool="complex64",r.complex64="complex64"})(ni||(ni={}));var qg={float32:oi,int32:ei,bool:ri,complex64:ni};function ht(r,t){if(r==="string"||t==="string"){if(r==="string"&&t==="string")return"string";throw new Error(`Can not upcast ${r} with ${t}`)}return qg[r][t]}function si(r){return ht(r,"int32")}function Ao(r){return r!=null&&typeof r=="object"&&"texture"in r&&r.texture instanceof WebGLTexture}function $o(r){return typeof GPUBuffer<"u"&&r!=null&&typeof r=="object"&&"buffer"in r&&r.buffer instanceof GPUBuffer}function Rt(r,t){if(r.dtype===t.dtype)return[r,t];let e=ht(r.dtype,t.dtype);return[r.cast(e),t.cast(e)]}function No(r){let t=[];return tc(r,t,new Set),t}function tc(r,t,e){if(r==null)return;if(r instanceof ft){t.push(r);return}if(!Kg(r))return;let o=r;for(let n in o){let s=o[n];e.has(s)||(e.add(s),tc(s,t,e))}}function Kg(r){return Array.isArray(r)||typeof r=="object"}function ii(r){return r.kernelName!=null}var Fo=class{constructor(){this.registeredVariables={},this.nextTapeNodeId=0,this.numBytes=0,this.numTensors=0,this.numStringTensors=0,this.numDataBuffers=0,this.gradientDepth=0,this.kernelDepth=0,this.scopeStack=[],this.numDataMovesStack=[],this.nextScopeId=0,this.tensorInfo=new WeakMap,this.profiling=!1,this.activeProfile={newBytes:0,newTensors:0,peakBytes:0,kernels:[],result:null,get kernelNames(){return Array.from(new Set(this.kernels.map(t=>t.name)))}}}dispose(){for(let t in this.registeredVariables)this.registeredVariables[t].dispose()}},Nr=class r{constructor(t){this.ENV=t,this.registry={},this.registryFactory={},this.pendingBackendInitId=0,this.state=new Fo}async ready(){if(this.pendingBackendInit!=null)return this.pendingBackendInit.then(()=>{});if(this.backendInstance!=null)return;let t=this.getSortedBackends();for(let e=0;e<t.length;e++){let o=t[e];if(await this.initializeBackend(o).success){await this.setBackend(o);return}}throw new Error("Could not initialize any backends, all backend initializations failed.")}get backend(){if(this.pendingBackendInit!=null)throw new Error(`Backend '${this.backendName}' has not yet been initialized. Make sure to await tf.ready() or await tf.setBackend() before calling other methods`);if(this.backendInstance==null){let{name:t,asyncInit:e}=this.initializeBackendsAndReturnBest();if(e)throw new Error(`The highest priority backend '${t}' has not yet been initialized. Make sure to await tf.ready() or await tf.setBackend() before calling other methods`);this.setBackend(t)}return this.backendInstance}backendNames(){return Object.keys(this.registryFactory)}findBackend(t){if(!(t in this.registry))if(t in this.registryFactory){let{asyncInit:e}=this.initializeBackend(t);if(e)return null}else return null;return this.registry[t]}findBackendFactory(t){return t in this.registryFactory?this.registryFactory[t].factory:null}registerBackend(t,e,o=1){return t in this.registryFactory?(re(`${t} backend was already registered. Reusing existing backend factory.`),!1):(this.registryFactory[t]={factory:e,priority:o},!0)}async setBackend(t){if(this.registryFactory[t]==null)throw new Error(`Backend name '${t}' not found in registry`);if(this.backendName=t,this.registry[t]==null){this.backendInstance=null;let{success:e,asyncInit:o}=this.initializeBackend(t);if(!(o?await e:e))return!1}return this.backendInstance=this.registry[t],this.setupRegisteredKernels(),this.profiler=new Do(this.backendInstance),!0}setupRegisteredKernels(){qs(this.backendName).forEach(e=>{e.setupFunc!=null&&e.setupFunc(this.backendInstance)})}disposeRegisteredKernels(t){qs(t).forEach(o=>{o.disposeFunc!=null&&o.disposeFunc(this.registry[t])})}initializeBackend(t){let e=this.registryFactory[t];if(e==null)throw new Error(`Cannot initialize backend ${t}, no registration found.`);try{let o=e.factory();if(o&&!(o instanceof ye)&&typeof o.then=="function"){let n=++this.pendingBackendInitId,s=o.then(i=>n<this.pendingBackendInitId?!1:(this.registry[t]=i,this.pendingBackendInit=null,!0)).catch(i=>(n<this.pendingBackendInitId||(this.pendingBackendInit=null,re(`Initialization of backend ${t} failed`),re(i.stack||i.message)),!1));return this.pendingBackendInit=s,{success:s,asyncInit:!0}}else return this.registry[t]=o,{success:!0,asyncInit:!1}}catch(o){return re(`Initialization of backend ${t} failed`),re(o.stack||o.message),{success:!1,asyncInit:!1}}}removeBackend(t){if(!(t in this.registryFactory))throw new Error(`${t} backend not found in registry`);this.backendName===t&&this.pendingBackendInit!=null&&this.pendingBackendInitId++,t in this.registry&&(this.disposeRegisteredKernels(t),this.registry[t].dispose(),delete this.registry[t]),delete this.registryFactory[t],this.backendName===t&&(this.pendingBackendInit=null,this.backendName=null,this.backendInstance=null)}getSortedBackends(){if(Object.keys(this.registryFactory).length===0)throw new Error("No backend found in registry.");return Object.keys(this.registryFactory).sort((t,e)=>this.registryFactory[e].priority-this.registryFactory[t].priority)}initializeBackendsAndReturnBest(){let t=this.getSortedBackends();for(let e=0;e<t.length;e++){let o=t[e],{success:n,asyncInit:s}=this.initializeBackend(o);if(s||n)return{name:o,asyncInit:s}}throw new Error("Could not initialize any backends, all backend initializations failed.")}moveData(t,e){let o=this.state.tensorInfo.get(e),n=o.backend,s=this.readSync(e),i=n.refCount(e);n.disposeData(e,!0),o.backend=t,t.move(e,s,o.shape,o.dtype,i),this.shouldCheckForMemLeaks()&&this.state.numDataMovesStack[this.state.numDataMovesStack.length-1]++}tidy(t,e){let o=null;if(e==null){if(typeof t!="function")throw new Error("Please provide a function to tidy()");e=t}else{if(typeof t!="string"&&!(t instanceof String))throw new Error("When calling with two arguments, the first argument to tidy() must be a string");if(typeof e!="function")throw new Error("When calling with two arguments, the 2nd argument to tidy() must be a function");o=t}let n;return this.scopedRun(()=>this.startScope(o),()=>this.endScope(n),()=>(n=e(),n instanceof Promise&&console.error("Cannot return a Promise inside of tidy."),n))}scopedRun(t,e,o){t();try{let n=o();return e(),n}catch(n){throw e(),n}}nextTensorId(){return r.nextTensorId++}nextVariableId(){return r.nextVariableId++}clone(t){let e=E.runKernel(Ie,{x:t}),o={x:t},n=i=>({x:()=>{let a="float32",u={x:i},l={dtype:a};return E.runKernel(Ce,u,l)}}),s=[];return this.addTapeNode(this.state.activeScope.name,o,[e],n,s,{}),e}runKernel(t,e,o){if(this.backendName==null&&this.backend,!(Gs(t,this.backendName)!=null))throw new Error(`Kernel '${t}' not registered for backend '${this.backendName}'`);return this.runKernelFunc({kernelName:t,inputs:e,attrs:o})}shouldCheckForMemLeaks(){return this.ENV.getBool("IS_TEST")}checkKernelForMemLeak(t,e,o){let n=this.backend.numDataIds(),s=0;o.forEach(u=>{s+=u.dtype==="complex64"?3:1});let i=this.state.numDataMovesStack[this.state.numDataMovesStack.length-1],a=n-e-s-i;if(a>0)throw new Error(`Backend '${this.backendName}' has an internal memory leak (${a} data ids) after running '${t}'`)}runKernelFunc(t){let e,o=[],n=this.isTapeOn(),s=this.state.numBytes,i=this.state.numTensors;this.shouldCheckForMemLeaks()&&this.state.numDataMovesStack.push(0);let a;this.backendName==null&&this.backend;let u,l=ii(t)?t.kernelName:this.state.activeScope!=null?this.state.activeScope.name:"";if(ii(t)){let{kernelName:f,inputs:g,attrs:h}=t;this.backendName==null&&this.backend;let y=Gs(f,this.backendName);P(y!=null,()=>`Cannot find registered kernel '${f}' for backend '${this.backendName}'`),a=()=>{let w=this.backend.numDataIds();u=y.kernelFunc({inputs:g,attrs:h,backend:this.backend});let b=Array.isArray(u)?u:[u];this.shouldCheckForMemLeaks()&&this.checkKernelForMemLeak(f,w,b);let v=b.map(R=>R.rank!=null?R:this.makeTensorFromTensorInfo(R));if(n){let R=this.getTensorsForGradient(f,g,v);o=this.saveTensorsForBackwardMode(R)}return v}}else{let{forwardFunc:f}=t,g=h=>{n&&(o=h.map(y=>this.keep(this.clone(y))))};a=()=>{let h=this.backend.numDataIds();u=this.tidy(()=>f(this.backend,g));let y=Array.isArray(u)?u:[u];return this.shouldCheckForMemLeaks()&&this.checkKernelForMemLeak(l,h,y),y}}let{inputs:p,attrs:c}=t,d=ii(t)?null:t.backwardsFunc,m;return this.scopedRun(()=>this.state.kernelDepth++,()=>this.state.kernelDepth--,()=>{!this.ENV.getBool("DEBUG")&&!this.state.profiling?e=a():(m=this.profiler.profileKernel(l,p,()=>a()),this.ENV.getBool("DEBUG")&&this.profiler.logKernelProfile(m),e=m.outputs)}),n&&this.addTapeNode(l,p,e,d,o,c),this.state.profiling&&this.state.activeProfile.kernels.push({name:l,bytesAdded:this.state.numBytes-s,totalBytesSnapshot:this.state.numBytes,tensorsAdded:this.state.numTensors-i,totalTensorsSnapshot:this.state.numTensors,inputShapes:Object.keys(p).map(f=>p[f]!=null?p[f].shape:null),outputShapes:e.map(f=>f.shape),kernelTimeMs:m.timeMs,extraInfo:m.extraInfo}),Array.isArray(u)?e:e[0]}saveTensorsForBackwardMode(t){return t.map(o=>this.keep(this.clone(o)))}getTensorsForGradient(t,e,o){let n=Hs(t);if(n!=null){let s=n.inputsToSave||[],i=n.outputsToSave||[],a;n.saveAllInputs?(P(Array.isArray(e),()=>"saveAllInputs is true, expected inputs to be an array."),a=Object.keys(e).map(l=>e[l])):a=s.map(l=>e[l]);let u=o.filter((l,p)=>i[p]);return a.concat(u)}return[]}makeTensor(t,e,o,n){if(t==null)throw new Error("Values passed to engine.makeTensor() are null");o=o||"float32",n=n||this.backend;let s=t;o==="string"&&We(t[0])&&(s=t.map(u=>tr(u)));let i=n.write(s,e,o),a=new ft(e,o,i,this.nextTensorId());if(this.trackTensor(a,n),o==="string"){let u=this.state.tensorInfo.get(i),l=zs(s);this.state.numBytes+=l-u.bytes,u.bytes=l}return a}makeTensorFromDataId(t,e,o,n){o=o||"float32";let s={dataId:t,shape:e,dtype:o};return this.makeTensorFromTensorInfo(s,n)}makeTensorFromTensorInfo(t,e){let{dataId:o,shape:n,dtype:s}=t,i=new ft(n,s,o,this.nextTensorId());return this.trackTensor(i,e),i}makeVariable(t,e=!0,o,n){o=o||this.nextVariableId().toString(),n!=null&&n!==t.dtype&&(t=t.cast(n));let s=new oe(t,e,o,this.nextTensorId());if(this.state.registeredVariables[s.name]!=null)throw new Error(`Variable with name ${s.name} was already registered`);return this.state.registeredVariables[s.name]=s,this.incRef(s,this.backend),s}trackTensor(t,e){this.state.numTensors++,t.dtype==="string"&&this.state.numStringTensors++;let o=0;t.dtype!=="complex64"&&t.dtype!=="string"&&(o=t.size*Ue(t.dtype)),this.state.numBytes+=o,this.state.tensorInfo.has(t.dataId)||(this.state.numDataBuffers++,this.state.tensorInfo.set(t.dataId,{backend:e||this.backend,dtype:t.dtype,shape:t.shape,bytes:o})),t instanceof oe||this.track(t)}incRef(t,e){this.trackTensor(t,e),this.backend.incRef(t.dataId)}removeDataId(t,e){this.state.tensorInfo.has(t)&&this.state.tensorInfo.get(t).backend===e&&(this.state.tensorInfo.delete(t),this.state.numDataBuffers--)}disposeTensor(t){if(!this.state.tensorInfo.has(t.dataId))return;let e=this.state.tensorInfo.get(t.dataId);if(this.state.numTensors--,t.dtype==="string"&&(this.state.numStringTensors--,this.state.numBytes-=e.bytes),t.dtype!=="complex64"&&t.dtype!=="string"){let o=t.size*Ue(t.dtype);this.state.numBytes-=o}e.backend.disposeData(t.dataId)&&this.removeDataId(t.dataId,e.backend)}disposeVariables(){for(let t in this.state.registeredVariables){let e=this.state.registeredVariables[t];this.disposeVariable(e)}}disposeVariable(t){this.disposeTensor(t),this.state.registeredVariables[t.name]!=null&&delete this.state.registeredVariables[t.name]}memory(){let t=this.backend.memory();return t.numTensors=this.state.numTensors,t.numDataBuffers=this.state.numDataBuffers,t.numBytes=this.state.numBytes,this.state.numStringTensors>0&&(t.unreliable=!0,t.reasons==null&&(t.reasons=[]),t.reasons.push("Memory usage by string tensors is approximate (2 bytes per character)")),t}async profile(t){this.state.profiling=!0;let e=this.state.numBytes,o=this.state.numTensors;this.state.activeProfile.kernels=[],this.state.activeProfile.result=await t(),this.state.profiling=!1,this.state.activeProfile.peakBytes=Math.max(...this.state.activeProfile.kernels.map(n=>n.totalBytesSnapshot)),this.state.activeProfile.newBytes=this.state.numBytes-e,this.state.activeProfile.newTensors=this.state.numTensors-o;for(let n of this.state.activeProfile.kernels)n.kernelTimeMs=await n.kernelTimeMs,n.extraInfo=await n.extraInfo;return this.state.activeProfile}isTapeOn(){return this.state.gradientDepth>0&&this.state.kernelDepth===0}addTapeNode(t,e,o,n,s,i){let a={id:this.state.nextTapeNodeId++,kernelName:t,inputs:e,outputs:o,saved:s},u=Hs(t);u!=null&&(n=u.gradFunc),n!=null&&(a.gradient=l=>(l=l.map((p,c)=>{if(p==null){let d=o[c],m=He(d.size,d.dtype);return this.makeTensor(m,d.shape,d.dtype)}return p}),n(l.length>1?l:l[0],s,i))),this.state.activeTape.push(a)}keep(t){return t.kept=!0,t}startTape(){this.state.gradientDepth===0&&(this.state.activeTape=[]),this.state.gradientDepth++}endTape(){this.state.gradientDepth--}startScope(t){let e={track:[],name:"unnamed scope",id:this.state.nextScopeId++};t&&(e.name=t),this.state.scopeStack.push(e),this.state.activeScope=e}endScope(t){let e=No(t),o=new Set(e.map(s=>s.id));for(let s=0;s<this.state.activeScope.track.length;s++){let i=this.state.activeScope.track[s];!i.kept&&!o.has(i.id)&&i.dispose()}let n=this.state.scopeStack.pop();this.state.activeScope=this.state.scopeStack.length===0?null:this.state.scopeStack[this.state.scopeStack.length-1],e.forEach(s=>{!s.kept&&s.scopeId===n.id&&this.track(s)})}gradients(t,e,o,n=!1){if(P(e.length>0,()=>"gradients() received an empty list of xs."),o!=null&&o.dtype!=="float32")throw new Error(`dy must have 'float32' dtype, but has '${o.dtype}'`);let s=this.scopedRun(()=>this.startTape(),()=>this.endTape(),()=>this.tidy("forward",t));P(s instanceof ft,()=>"The result y returned by f() must be a tensor.");let i=ql(this.state.activeTape,e,s);if(!n&&i.length===0&&e.length>0)throw new Error("Cannot compute gradient of y=f(x) with respect to x. Make sure that the f you passed encloses all operations that lead from x to y.");return this.tidy("backward",()=>{let a={};a[s.id]=o??Xg(s.shape),Kl(a,i,l=>this.tidy(l),jg);let u=e.map(l=>a[l.id]);return this.state.gradientDepth===0&&(this.state.activeTape.forEach(l=>{for(let p of l.saved)p.dispose()}),this.state.activeTape=null),{value:s,grads:u}})}customGrad(t){return P(Ve(t),()=>"The f passed in customGrad(f) must be a function."),(...e)=>{P(e.every(a=>a instanceof ft),()=>"The args passed in customGrad(f)(x1, x2,...) must all be tensors");let o,n={};e.forEach((a,u)=>{n[u]=a});let s=(a,u)=>(o=t(...e,u),P(o.value instanceof ft,()=>"The function f passed in customGrad(f) must return an object where `obj.value` is a tensor"),P(Ve(o.gradFunc),()=>"The function f passed in customGrad(f) must return an object where `obj.gradFunc` is a function."),o.value),i=(a,u)=>{let l=o.gradFunc(a,u),p=Array.isArray(l)?l:[l];P(p.length===e.length,()=>"The function f passed in customGrad(f) must return an object where `obj.gradFunc` is a function that returns the same number of tensors as inputs passed to f(...)."),P(p.every(d=>d instanceof ft),()=>"The function f passed in customGrad(f) must return an object where `obj.gradFunc` is a function that returns a list of only tensors.");let c={};return p.forEach((d,m)=>{c[m]=()=>d}),c};return this.runKernelFunc({forwardFunc:s,backwardsFunc:i,inputs:n})}}readSync(t){return this.state.tensorInfo.get(t).backend.readSync(t)}read(t){return this.state.tensorInfo.get(t).backend.read(t)}readToGPU(t,e){return this.state.tensorInfo.get(t).backend.readToGPU(t,e)}async time(t){let e=Ee(),o=await this.backend.time(t);return o.wallMs=Ee()-e,o}track(t){return this.state.activeScope!=null&&(t.scopeId=this.state.activeScope.id,this.state.activeScope.track.push(t)),t}get registeredVariables(){return this.state.registeredVariables}reset(){this.pendingBackendInitId++,this.state.dispose(),this.ENV.reset(),this.state=new Fo;for(let t in this.registry)this.disposeRegisteredKernels(t),this.registry[t].dispose(),delete this.registry[t];this.backendName=null,this.backendInstance=null,this.pendingBackendInit=null}};Nr.nextTensorId=0;Nr.nextVariableId=0;function Xg(r){let t=Ls(st(r),"float32");return E.makeTensor(t,r,"float32")}function ai(){let r=Os();if(r._tfengine==null){let t=new vr(r);r._tfengine=new Nr(t)}return Ra(r._tfengine.ENV),Zl(()=>r._tfengine),r._tfengine}var E=ai();function jg(r,t){let e={a:r,b:t};return E.runKernel("Add",e)}function ec(){return typeof window<"u"&&window.document!=null||typeof WorkerGlobalScope<"u"}var yt=T();yt.registerFlag("DEBUG",()=>!1,r=>{r&&console.warn("Debugging mode is ON. The output of every math call will be downloaded to CPU and checked for NaNs. This significantly impacts performance.")});yt.registerFlag("IS_BROWSER",()=>ec());yt.registerFlag("IS_NODE",()=>typeof process<"u"&&typeof process.versions<"u"&&typeof process.versions.node<"u");yt.registerFlag("IS_CHROME",()=>typeof navigator<"u"&&navigator!=null&&navigator.userAgent!=null&&/Chrome/.test(navigator.userAgent)&&/Google Inc/.test(navigator.vendor));yt.registerFlag("IS_SAFARI",()=>typeof navigator<"u"&&navigator!=null&&navigator.userAgent!=null&&/Safari/.test(navigator.userAgent)&&/Apple/.test(navigator.vendor));yt.registerFlag("PROD",()=>!1);yt.registerFlag("TENSORLIKE_CHECK_SHAPE_CONSISTENCY",()=>yt.getBool("DEBUG"));yt.registerFlag("DEPRECATION_WARNINGS_ENABLED",()=>!0);yt.registerFlag("IS_TEST",()=>!1);yt.registerFlag("CHECK_COMPUTATION_FOR_ERRORS",()=>yt.getBool("DEBUG"));yt.registerFlag("WRAP_TO_IMAGEBITMAP",()=>!1);yt.registerFlag("CANVAS2D_WILL_READ_FREQUENTLY_FOR_GPU",()=>!1);yt.registerFlag("USE_SETTIMEOUTCUSTOM",()=>!1);function Zg(r,t){let e=r;if(mt(r))return t==="string"?[]:[r.length];if(Ao(r)){let n=r.channels||"RGBA";return[r.height,r.width*n.length]}else if($o(r))return[r.buffer.size/(t==null?4:Ue(t))];if(!Array.isArray(r))return[];let o=[];for(;Array.isArray(e)||mt(e)&&t!=="string";)o.push(e.length),e=e[0];return Array.isArray(r)&&T().getBool("TENSORLIKE_CHECK_SHAPE_CONSISTENCY")&&oc(r,o,[]),o}function oc(r,t,e){if(e=e||[],!Array.isArray(r)&&!mt(r)){P(t.length===0,()=>`Element arr[${e.join("][")}] is a primitive, but should be an array/TypedArray of ${t[0]} elements`);return}P(t.length>0,()=>`Element arr[${e.join("][")}] should be a primitive, but is an array of ${r.length} elements`),P(r.length===t[0],()=>`Element arr[${e.join("][")}] should have ${t[0]} elements, but has ${r.length} elements`);let o=t.slice(1);for(let n=0;n<r.length;++n)oc(r[n],o,e.concat(n))}function rc(r,t,e,o){if(r!=="string_or_numeric"){if(r==null)throw new Error("Expected dtype cannot be null.");if(r!=="numeric"&&r!==t||r==="numeric"&&t==="string")throw new Error(`Argument '${e}' passed to '${o}' must be ${r} tensor, but got ${t} tensor`)}}function _(r,t,e,o="numeric"){if(r instanceof Js())return rc(o,r.dtype,t,e),r;let n=pe(r);if(n!=="string"&&["bool","int32","float32"].indexOf(o)>=0&&(n=o),rc(o,n,t,e),r==null||!mt(r)&&!Array.isArray(r)&&typeof r!="number"&&typeof r!="boolean"&&typeof r!="string"){let u=r==null?"null":r.constructor.name;throw new Error(`Argument '${t}' passed to '${e}' must be a Tensor or TensorLike, but got '${u}'`)}let s=Zg(r,n);!mt(r)&&!Array.isArray(r)&&(r=[r]);let a=n!=="string"?Je(r,n):me(r,[],!0);return E.makeTensor(a,s,n)}var Qg="__op";function O(r){let t=Object.keys(r);if(t.length!==1)throw new Error(`Please provide an object with a single key (operation name) mapping to a function. Got an object with ${t.length} keys.`);let e=t[0],o=r[e];e.endsWith("_")&&(e=e.substring(0,e.length-1)),e=e+Qg;let n=(...s)=>{E.startScope(e);try{let i=o(...s);return Se(i)&&console.error("Cannot return a Promise inside of tidy."),E.endScope(i),i}catch(i){throw E.endScope(null),i}};return Object.defineProperty(n,"name",{value:e,configurable:!0}),n}function Jg(r,t){let e=_(r,"real","complex"),o=_(t,"imag","complex");Zr(e.shape,o.shape,`real and imag shapes, ${e.shape} and ${o.shape}, must match in call to tf.complex().`);let n={real:e,imag:o};return E.runKernel(Rr,n)}var nc=O({complex_:Jg});function sc(r,t,e,o){if(o==null)o=pe(r);else if(o==="complex64")throw new Error("Cannot construct a complex64 tensor directly. Please use tf.complex(real, imag).");if($o(r)||Ao(r)){if(o!=="float32"&&o!=="int32")throw new Error(`Creating tensor from GPU data only supports 'float32'|'int32' dtype, while the dtype is ${o}.`);return E.backend.createTensorFromGPUData(r,t||e,o)}if(!mt(r)&&!Array.isArray(r)&&typeof r!="number"&&typeof r!="boolean"&&typeof r!="string")throw new Error("values passed to tensor(values) must be a number/boolean/string or an array of numbers/booleans/strings, or a TypedArray");if(t!=null){Wt(t);let n=st(t),s=st(e);P(n===s,()=>`Based on the provided shape, [${t}], the tensor should have ${n} values but has ${s}`);for(let i=0;i<e.length;++i){let a=e[i],u=i===e.length-1?a!==st(t.slice(i)):!0;P(e[i]===t[i]||!u,()=>`Error creating a new Tensor. Inferred shape (${e}) does not match the provided shape (${t}). `)}}return!mt(r)&&!Array.isArray(r)&&(r=[r]),t=t||e,r=o!=="string"?Je(r,o):me(r,[],!0),E.makeTensor(r,t,o)}var Dt=class r{static join(t){return new r(t).slice()}constructor(t){if(this.shards=[],this.previousShardIndex=0,t==null||(t instanceof Array||(t=[t]),t=t.map(o=>mt(o)?o.buffer:o),t.length===0))return;this.bufferUniformSize=t[0].byteLength;let e=0;for(let o=0;o<t.length;o++){let n=t[o];o!==t.length-1&&n.byteLength!==this.bufferUniformSize&&(this.bufferUniformSize=void 0);let s=e+n.byteLength;this.shards.push({buffer:n,start:e,end:s}),e=s}this.shards.length===0&&(this.byteLength=0),this.byteLength=this.shards[this.shards.length-1].end}slice(t=0,e=this.byteLength){if(this.shards.length===0)return new ArrayBuffer(0);if(t=isNaN(Number(t))?0:t,e=isNaN(Number(e))?0:e,t=Math.max(0,t),e=Math.min(this.byteLength,e),e<=t)return new ArrayBuffer(0);let o=this.findShardForByte(t);if(o===-1)throw new Error(`Could not find start shard for byte ${t}`);let n=e-t,s=new ArrayBuffer(n),i=new Uint8Array(s),a=0;for(let u=o;u<this.shards.length;u++){let l=this.shards[u],c=t+a-l.start,d=a,f=Math.min(e,l.end)-l.start,g=new Uint8Array(l.buffer,c,f-c);if(i.set(g,d),a+=g.length,e<l.end)break}return s}findShardForByte(t){if(this.shards.length===0||t<0||t>=this.byteLength)return-1;if(this.bufferUniformSize!=null)return this.previousShardIndex=Math.floor(t/this.bufferUniformSize),this.previousShardIndex;function e(n){return t<n.start?-1:t>=n.end?1:0}if(e(this.shards[this.previousShardIndex])===0)return this.previousShardIndex;let o=tx(this.shards,e);return o===-1?-1:(this.previousShardIndex=o,this.previousShardIndex)}};function tx(r,t){let e=0,o=r.length;for(;e<=o;){let n=Math.floor((o-e)/2)+e,s=t(r[n]);if(s===0)return n;s<0?o=n:e=n+1}return-1}function ex(r){T().getBool("DEPRECATION_WARNINGS_ENABLED")&&console.warn(r+" You can disable deprecation warnings with tf.disableDeprecationWarnings().")}Jl(ex);function To(){return E}function Z(r,t){return E.tidy(r,t)}function ut(r){No(r).forEach(e=>e.dispose())}function ic(r){return E.keep(r)}function ac(r,t,e=1){return E.registerBackend(r,t,e)}var ui=typeof Buffer<"u"&&(typeof Blob>"u"||typeof atob>"u"||typeof btoa>"u");function uc(r){return ui?Buffer.byteLength(r,"utf8"):new Blob([r]).size}function lc(r){if(ui)return Buffer.from(r).toString("base64");let t=new Uint8Array(r),e="";for(let o=0,n=t.length;o<n;o++)e+=String.fromCharCode(t[o]);return btoa(e)}function cc(r){if(ui){let o=Buffer.from(r,"base64");return o.buffer.slice(o.byteOffset,o.byteOffset+o.byteLength)}let t=atob(r),e=new Uint8Array(t.length);for(let o=0;o<t.length;++o)e.set([t.charCodeAt(o)],o);return e.buffer}function Po(r,t){let e={modelTopology:r.modelTopology,format:r.format,generatedBy:r.generatedBy,convertedBy:r.convertedBy,weightsManifest:t};return r.signature!=null&&(e.signature=r.signature),r.userDefinedMetadata!=null&&(e.userDefinedMetadata=r.userDefinedMetadata),r.modelInitializer!=null&&(e.modelInitializer=r.modelInitializer),r.initializerSignature!=null&&(e.initializerSignature=r.initializerSignature),r.trainingConfig!=null&&(e.trainingConfig=r.trainingConfig),e}function pc(r,t,e){let o={modelTopology:r.modelTopology,format:r.format,generatedBy:r.generatedBy,convertedBy:r.convertedBy};if(r.trainingConfig!=null&&(o.trainingConfig=r.trainingConfig),r.weightsManifest!=null){if(!t)throw new Error("modelJSON has weightsManifest but weightSpecs is null");if(!e)throw new Error("modelJSON has weightsManifest but weightData is null");o.weightSpecs=t,o.weightData=e}return r.signature!=null&&(o.signature=r.signature),r.userDefinedMetadata!=null&&(o.userDefinedMetadata=r.userDefinedMetadata),r.modelInitializer!=null&&(o.modelInitializer=r.modelInitializer),r.initializerSignature!=null&&(o.initializerSignature=r.initializerSignature),o}async function Mo(r,t){let e,o;return r.weightsManifest!=null&&([e,o]=await t(r.weightsManifest)),pc(r,e,o)}function ne(r){if(r.modelTopology instanceof ArrayBuffer)throw new Error("Expected JSON model topology, received ArrayBuffer.");return{dateSaved:new Date,modelTopologyType:"JSON",modelTopologyBytes:r.modelTopology==null?0:uc(JSON.stringify(r.modelTopology)),weightSpecsBytes:r.weightSpecs==null?0:uc(JSON.stringify(r.weightSpecs)),weightDataBytes:r.weightData==null?0:new Dt(r.weightData).byteLength}}function zo(r){let t=[];for(let e of r)t.push(...e.weights);return t}var Et=class r{constructor(){this.saveRouters=[],this.loadRouters=[]}static getInstance(){return r.instance==null&&(r.instance=new r),r.instance}static registerSaveRouter(t){r.getInstance().saveRouters.push(t)}static registerLoadRouter(t){r.getInstance().loadRouters.push(t)}static getSaveHandlers(t){return r.getHandlers(t,"save")}static getLoadHandlers(t,e){return r.getHandlers(t,"load",e)}static getHandlers(t,e,o){let n=[];return(e==="load"?r.getInstance().loadRouters:r.getInstance().saveRouters).forEach(i=>{let a=i(t,o);a!==null&&n.push(a)}),n}};var li="tensorflowjs",ci=1,Ae="models_store",fe="model_info_store";function dc(){if(!T().getBool("IS_BROWSER"))throw new Error("Failed to obtain IndexedDB factory because the current environmentis not a web browser.");let r=typeof window>"u"?self:window,t=r.indexedDB||r.mozIndexedDB||r.webkitIndexedDB||r.msIndexedDB||r.shimIndexedDB;if(t==null)throw new Error("The current browser does not appear to support IndexedDB.");return t}function pi(r){let t=r.result;t.createObjectStore(Ae,{keyPath:"modelPath"}),t.createObjectStore(fe,{keyPath:"modelPath"})}var Zt=class{constructor(t){if(this.indexedDB=dc(),t==null||!t)throw new Error("For IndexedDB, modelPath must not be null, undefined or empty.");this.modelPath=t}async save(t){if(t.modelTopology instanceof ArrayBuffer)throw new Error("BrowserLocalStorage.save() does not support saving model topology in binary formats yet.");return this.databaseAction(this.modelPath,t)}async load(){return this.databaseAction(this.modelPath)}databaseAction(t,e){return new Promise((o,n)=>{let s=this.indexedDB.open(li,ci);s.onupgradeneeded=()=>pi(s),s.onsuccess=()=>{let i=s.result;if(e==null){let a=i.transaction(Ae,"readonly"),l=a.objectStore(Ae).get(this.modelPath);l.onsuccess=()=>{if(l.result==null)return i.close(),n(new Error(`Cannot find model with path '${this.modelPath}' in IndexedDB.`));o(l.result.modelArtifacts)},l.onerror=p=>(i.close(),n(l.error)),a.oncomplete=()=>i.close()}else{e.weightData=Dt.join(e.weightData);let a=ne(e),u=i.transaction(fe,"readwrite"),l=u.objectStore(fe),p;try{p=l.put({modelPath:this.modelPath,modelArtifactsInfo:a})}catch(d){return n(d)}let c;p.onsuccess=()=>{c=i.transaction(Ae,"readwrite");let d=c.objectStore(Ae),m;try{m=d.put({modelPath:this.modelPath,modelArtifacts:e,modelArtifactsInfo:a})}catch(f){return n(f)}m.onsuccess=()=>o({modelArtifactsInfo:a}),m.onerror=f=>{l=u.objectStore(fe);let g=l.delete(this.modelPath);g.onsuccess=()=>(i.close(),n(m.error)),g.onerror=h=>(i.close(),n(m.error))}},p.onerror=d=>(i.close(),n(p.error)),u.oncomplete=()=>{c==null?i.close():c.oncomplete=()=>i.close()}}},s.onerror=i=>n(s.error)})}};Zt.URL_SCHEME="indexeddb://";var mc=r=>T().getBool("IS_BROWSER")&&!Array.isArray(r)&&r.startsWith(Zt.URL_SCHEME)?ox(r.slice(Zt.URL_SCHEME.length)):null;Et.registerSaveRouter(mc);Et.registerLoadRouter(mc);function ox(r){return new Zt(r)}function nx(r){return r.startsWith(Zt.URL_SCHEME)?r.slice(Zt.URL_SCHEME.length):r}var Lo=class{constructor(){this.indexedDB=dc()}async listModels(){return new Promise((t,e)=>{let o=this.indexedDB.open(li,ci);o.onupgradeneeded=()=>pi(o),o.onsuccess=()=>{let n=o.result,s=n.transaction(fe,"readonly"),a=s.objectStore(fe).getAll();a.onsuccess=()=>{let u={};for(let l of a.result)u[l.modelPath]=l.modelArtifactsInfo;t(u)},a.onerror=u=>(n.close(),e(a.error)),s.oncomplete=()=>n.close()},o.onerror=n=>e(o.error)})}async removeModel(t){return t=nx(t),new Promise((e,o)=>{let n=this.indexedDB.open(li,ci);n.onupgradeneeded=()=>pi(n),n.onsuccess=()=>{let s=n.result,i=s.transaction(fe,"readwrite"),a=i.objectStore(fe),u=a.get(t),l;u.onsuccess=()=>{if(u.result==null)return s.close(),o(new Error(`Cannot find model with path '${t}' in IndexedDB.`));{let p=a.delete(t),c=()=>{l=s.transaction(Ae,"readwrite");let m=l.objectStore(Ae).delete(t);m.onsuccess=()=>e(u.result.modelArtifactsInfo),m.onerror=f=>o(u.error)};p.onsuccess=c,p.onerror=d=>(c(),s.close(),o(u.error))}},u.onerror=p=>(s.close(),o(u.error)),i.oncomplete=()=>{l==null?s.close():l.oncomplete=()=>s.close()}},n.onerror=s=>o(n.error)})}};var se="/",nr="tensorflowjs_models",fc="info",sx="model_topology",ix="weight_specs",ax="weight_data",ux="model_metadata";function hc(r){return{info:[nr,r,fc].join(se),topology:[nr,r,sx].join(se),weightSpecs:[nr,r,ix].join(se),weightData:[nr,r,ax].join(se),modelMetadata:[nr,r,ux].join(se)}}function gc(r){for(let t of Object.values(r))window.localStorage.removeItem(t)}function lx(r){let t=r.split(se);if(t.length<3)throw new Error(`Invalid key format: ${r}`);return t.slice(1,t.length-1).join(se)}function cx(r){return r.startsWith(Qt.URL_SCHEME)?r.slice(Qt.URL_SCHEME.length):r}var Qt=class{constructor(t){if(!T().getBool("IS_BROWSER")||typeof window>"u"||typeof window.localStorage>"u")throw new Error("The current environment does not support local storage.");if(this.LS=window.localStorage,t==null||!t)throw new Error("For local storage, modelPath must not be null, undefined or empty.");this.modelPath=t,this.keys=hc(this.modelPath)}async save(t){if(t.modelTopology instanceof ArrayBuffer)throw new Error("BrowserLocalStorage.save() does not support saving model topology in binary formats yet.");{let e=JSON.stringify(t.modelTopology),o=JSON.stringify(t.weightSpecs),n=ne(t),s=Dt.join(t.weightData);try{this.LS.setItem(this.keys.info,JSON.stringify(n)),this.LS.setItem(this.keys.topology,e),this.LS.setItem(this.keys.weightSpecs,o),this.LS.setItem(this.keys.weightData,lc(s));let i={format:t.format,generatedBy:t.generatedBy,convertedBy:t.convertedBy,signature:t.signature!=null?t.signature:void 0,userDefinedMetadata:t.userDefinedMetadata!=null?t.userDefinedMetadata:void 0,modelInitializer:t.modelInitializer!=null?t.modelInitializer:void 0,initializerSignature:t.initializerSignature!=null?t.initializerSignature:void 0,trainingConfig:t.trainingConfig!=null?t.trainingConfig:void 0};return this.LS.setItem(this.keys.modelMetadata,JSON.stringify(i)),{modelArtifactsInfo:n}}catch{throw gc(this.keys),new Error(`Failed to save model '${this.modelPath}' to local storage: size quota being exceeded is a possible cause of this failure: modelTopologyBytes=${n.modelTopologyBytes}, weightSpecsBytes=${n.weightSpecsBytes}, weightDataBytes=${n.weightDataBytes}.`)}}}async load(){let t=JSON.parse(this.LS.getItem(this.keys.info));if(t==null)throw new Error(`In local storage, there is no model with name '${this.modelPath}'`);if(t.modelTopologyType!=="JSON")throw new Error("BrowserLocalStorage does not support loading non-JSON model topology yet.");let e={},o=JSON.parse(this.LS.getItem(this.keys.topology));if(o==null)throw new Error(`In local storage, the topology of model '${this.modelPath}' is missing.`);e.modelTopology=o;let n=JSON.parse(this.LS.getItem(this.keys.weightSpecs));if(n==null)throw new Error(`In local storage, the weight specs of model '${this.modelPath}' are missing.`);e.weightSpecs=n;let s=this.LS.getItem(this.keys.modelMetadata);if(s!=null){let a=JSON.parse(s);e.format=a.format,e.generatedBy=a.generatedBy,e.convertedBy=a.convertedBy,a.signature!=null&&(e.signature=a.signature),a.userDefinedMetadata!=null&&(e.userDefinedMetadata=a.userDefinedMetadata),a.modelInitializer!=null&&(e.modelInitializer=a.modelInitializer),a.initializerSignature!=null&&(e.initializerSignature=a.initializerSignature),a.trainingConfig!=null&&(e.trainingConfig=a.trainingConfig)}let i=this.LS.getItem(this.keys.weightData);if(i==null)throw new Error(`In local storage, the binary weight values of model '${this.modelPath}' are missing.`);return e.weightData=cc(i),e}};Qt.URL_SCHEME="localstorage://";var xc=r=>T().getBool("IS_BROWSER")&&!Array.isArray(r)&&r.startsWith(Qt.URL_SCHEME)?px(r.slice(Qt.URL_SCHEME.length)):null;Et.registerSaveRouter(xc);Et.registerLoadRouter(xc);function px(r){return new Qt(r)}var Bo=class{constructor(){P(T().getBool("IS_BROWSER"),()=>"Current environment is not a web browser"),P(typeof window>"u"||typeof window.localStorage<"u",()=>"Current browser does not appear to support localStorage"),this.LS=window.localStorage}async listModels(){let t={},e=nr+se,o=se+fc;for(let n=0;n<this.LS.length;++n){let s=this.LS.key(n);if(s.startsWith(e)&&s.endsWith(o)){let i=lx(s);t[i]=JSON.parse(this.LS.getItem(s))}}return t}async removeModel(t){t=cx(t);let e=hc(t);if(this.LS.getItem(e.info)==null)throw new Error(`Cannot find model at path '${t}'`);let o=JSON.parse(this.LS.getItem(e.info));return gc(e),o}};var yc="://",Fr=class r{constructor(){this.managers={}}static getInstance(){return r.instance==null&&(r.instance=new r),r.instance}static registerManager(t,e){P(t!=null,()=>"scheme must not be undefined or null."),t.endsWith(yc)&&(t=t.slice(0,t.indexOf(yc))),P(t.length>0,()=>"scheme must not be an empty string.");let o=r.getInstance();P(o.managers[t]==null,()=>`A model store manager is already registered for scheme '${t}'.`),o.managers[t]=e}static getManager(t){let e=r.getInstance().managers[t];if(e==null)throw new Error(`Cannot find model manager for scheme '${t}'`);return e}static getSchemes(){return Object.keys(r.getInstance().managers)}};var di=class{constructor(){this.messageName="setTimeoutCustom",this.functionRefs=[],this.handledMessageCount=0,this.hasEventListener=!1}fetch(t,e){return fetch(t,e)}now(){return performance.now()}encode(t,e){if(e!=="utf-8"&&e!=="utf8")throw new Error(`Browser's encoder only supports utf-8, but got ${e}`);return this.textEncoder==null&&(this.textEncoder=new TextEncoder),this.textEncoder.encode(t)}decode(t,e){return new TextDecoder(e).decode(t)}setTimeoutCustom(t,e){if(typeof window>"u"||!T().getBool("USE_SETTIMEOUTCUSTOM")){setTimeout(t,e);return}this.functionRefs.push(t),setTimeout(()=>{window.postMessage({name:this.messageName,index:this.functionRefs.length-1},"*")},e),this.hasEventListener||(this.hasEventListener=!0,window.addEventListener("message",o=>{if(o.source===window&&o.data.name===this.messageName){o.stopPropagation();let n=this.functionRefs[o.data.index];n(),this.handledMessageCount++,this.handledMessageCount===this.functionRefs.length&&(this.functionRefs=[],this.handledMessageCount=0)}},!0))}isTypedArray(t){return vo(t)}};if(T().get("IS_BROWSER")){T().setPlatform("browser",new di);try{Fr.registerManager(Qt.URL_SCHEME,new Bo)}catch{}try{Fr.registerManager(Zt.URL_SCHEME,new Lo)}catch{}}var mx={importFetch:()=>(wc(),ig(dx))},mi;var fi=class{constructor(){this.util=bc(),this.textEncoder=new this.util.TextEncoder}fetch(t,e){return T().global.fetch!=null?T().global.fetch(t,e):(mi==null&&(mi=mx.importFetch()),mi(t,e))}now(){let t=process.hrtime();return t[0]*1e3+t[1]/1e6}encode(t,e){if(e!=="utf-8"&&e!=="utf8")throw new Error(`Node built-in encoder only supports utf-8, but got ${e}`);return this.textEncoder.encode(t)}decode(t,e){return t.length===0?"":new this.util.TextDecoder(e).decode(t)}isTypedArray(t){return this.util.types.isFloat32Array(t)||this.util.types.isInt32Array(t)||this.util.types.isUint8Array(t)||this.util.types.isUint8ClampedArray(t)}};T().get("IS_NODE")&&!T().get("IS_BROWSER")&&T().setPlatform("node",new fi);function q(r,t="float32",e){return t=t||"float32",Wt(r),new Yt(r,t,e)}function fx(r,t){let e=_(r,"x","cast");if(!Ms(t))throw new Error(`Failed to cast to unknown dtype ${t}`);if(t==="string"&&e.dtype!=="string"||t!=="string"&&e.dtype==="string")throw new Error("Only strings can be casted to strings");let o={x:e},n={dtype:t};return E.runKernel(Ce,o,n)}var $e=O({cast_:fx});function hx(r){let e={x:_(r,"x","clone","string_or_numeric")};return E.runKernel(Ie,e)}var _o=O({clone_:hx});function Sc(r,t=!1){console.log(r.toString(t))}ai();var gx={buffer:q,cast:$e,clone:_o,print:Sc};Ql(gx);function xx(r,t){let e=_(r,"a","add"),o=_(t,"b","add");[e,o]=Rt(e,o);let n={a:e,b:o};return E.runKernel("Add",n)}var G=O({add_:xx});function yx(r,t){let e=_(r,"a","floorDiv"),o=_(t,"b","floorDiv");[e,o]=Rt(e,o);let n={a:e,b:o};return E.runKernel(qe,n)}var Cc=O({floorDiv_:yx});function wx(r,t){let e=_(r,"a","div"),o=_(t,"b","div");if([e,o]=Rt(e,o),e.dtype==="int32"&&o.dtype==="int32")return Cc(e,o);let n={a:e,b:o},s={};return E.runKernel(eo,n,s)}var wt=O({div_:wx});function bx(r,t){let e=_(r,"a","mul"),o=_(t,"b","mul");[e,o]=Rt(e,o);let n={a:e,b:o};return E.runKernel(Xe,n)}var W=O({mul_:bx});function Sx(r){let t=_(r,"x","abs");if(t.dtype==="complex64"){let e={x:t};return E.runKernel(to,e)}else{let e={x:t};return E.runKernel("Abs",e)}}var Ic=O({abs_:Sx});function Cx(r,t,e,o,n="NHWC",s){let i=r[3],a=[...t,i],u=kc(n);return xi(r,a,e,s,o,null,null,u)}function Ix(r,t,e,o,n,s,i="channelsLast"){let[a,u]=Tr(t),l;if(i==="channelsLast")l=[a,u,r[3],r[3]];else if(i==="channelsFirst")l=[a,u,r[1],r[1]];else throw new Error(`Unknown dataFormat ${i}`);return xi(r,l,e,o,n,s,!1,i)}function vx(r,t,e,o,n,s,i="NDHWC"){let[a,u,l]=hi(t),p,c;if(i==="NDHWC")c="channelsLast",p=[a,u,l,r[4],r[4]];else if(i==="NCDHW")c="channelsFirst",p=[a,u,l,r[1],r[1]];else throw new Error(`Unknown dataFormat ${i}`);return vc(r,p,e,o,n,!1,c,s)}function xi(r,t,e,o,n,s,i=!1,a="channelsLast"){let[u,l,p,c]=[-1,-1,-1,-1];if(a==="channelsLast")[u,l,p,c]=r;else if(a==="channelsFirst")[u,c,l,p]=r;else throw new Error(`Unknown dataFormat ${a}`);let[d,m,,f]=t,[g,h]=Tr(e),[y,w]=Tr(o),b=sr(d,y),v=sr(m,w),{padInfo:R,outHeight:A,outWidth:N}=Dx(n,l,p,g,h,b,v,s,a),L=i?f*c:f,B;return a==="channelsFirst"?B=[u,L,A,N]:a==="channelsLast"&&(B=[u,A,N,L]),{batchSize:u,dataFormat:a,inHeight:l,inWidth:p,inChannels:c,outHeight:A,outWidth:N,outChannels:L,padInfo:R,strideHeight:g,strideWidth:h,filterHeight:d,filterWidth:m,effectiveFilterHeight:b,effectiveFilterWidth:v,dilationHeight:y,dilationWidth:w,inShape:r,outShape:B,filterShape:t}}function vc(r,t,e,o,n,s=!1,i="channelsLast",a){let[u,l,p,c,d]=[-1,-1,-1,-1,-1];if(i==="channelsLast")[u,l,p,c,d]=r;else if(i==="channelsFirst")[u,d,l,p,c]=r;else throw new Error(`Unknown dataFormat ${i}`);let[m,f,g,,h]=t,[y,w,b]=hi(e),[v,R,A]=hi(o),N=sr(m,v),L=sr(f,R),B=sr(g,A),{padInfo:K,outDepth:H,outHeight:Y,outWidth:at}=Ex(n,l,p,c,y,w,b,N,L,B,a),nt=s?h*d:h,it;return i==="channelsFirst"?it=[u,nt,H,Y,at]:i==="channelsLast"&&(it=[u,H,Y,at,nt]),{batchSize:u,dataFormat:i,inDepth:l,inHeight:p,inWidth:c,inChannels:d,outDepth:H,outHeight:Y,outWidth:at,outChannels:nt,padInfo:K,strideDepth:y,strideHeight:w,strideWidth:b,filterDepth:m,filterHeight:f,filterWidth:g,effectiveFilterDepth:N,effectiveFilterHeight:L,effectiveFilterWidth:B,dilationDepth:v,dilationHeight:R,dilationWidth:A,inShape:r,outShape:it,filterShape:t}}function kx(r,t,e,o,n){o==null&&(o=yi(r,t,e));let s=r[0],i=r[1],a=Pr((s-t+2*o)/e+1,n),u=Pr((i-t+2*o)/e+1,n);return[a,u]}function Rx(r,t,e,o,n,s){n==null&&(n=yi(r,t[0],o[0]));let i=[0,0,0,e];for(let a=0;a<3;a++)r[a]+2*n>=t[a]&&(i[a]=Pr((r[a]-t[a]+2*n)/o[a]+1,s));return i}function yi(r,t,e,o=1){let n=sr(t,o);return Math.floor((r[0]*(e-1)-e+n)/2)}function Tr(r){return typeof r=="number"?[r,r,r]:r.length===2?[r[0],r[1],1]:r}function hi(r){return typeof r=="number"?[r,r,r]:r}function sr(r,t){return t<=1?r:r+(r-1)*(t-1)}function Dx(r,t,e,o,n,s,i,a,u){let l,p,c;if(typeof r=="number"){l={top:r,bottom:r,left:r,right:r,type:r===0?"VALID":"NUMBER"};let m=kx([t,e],s,o,r,a);p=m[0],c=m[1]}else if(r==="same"){p=Math.ceil(t/o),c=Math.ceil(e/n);let d=Math.max(0,(p-1)*o+s-t),m=Math.max(0,(c-1)*n+i-e),f=Math.floor(d/2),g=d-f,h=Math.floor(m/2),y=m-h;l={top:f,bottom:g,left:h,right:y,type:"SAME"}}else if(r==="valid")l={top:0,bottom:0,left:0,right:0,type:"VALID"},p=Math.ceil((t-s+1)/o),c=Math.ceil((e-i+1)/n);else if(typeof r=="object"){let d=u==="channelsLast"?r[1][0]:r[2][0],m=u==="channelsLast"?r[1][1]:r[2][1],f=u==="channelsLast"?r[2][0]:r[3][0],g=u==="channelsLast"?r[2][1]:r[3][1];l={top:d,bottom:m,left:f,right:g,type:d===0&&m===0&&f===0&&g===0?"VALID":"EXPLICIT"},p=Pr((t-s+d+m)/o+1,a),c=Pr((e-i+f+g)/n+1,a)}else throw Error(`Unknown padding parameter: ${r}`);return{padInfo:l,outHeight:p,outWidth:c}}function Ex(r,t,e,o,n,s,i,a,u,l,p){let c,d,m,f;if(r==="valid"&&(r=0),typeof r=="number"){c={top:r,bottom:r,left:r,right:r,front:r,back:r,type:r===0?"VALID":"NUMBER"};let h=Rx([t,e,o,1],[a,u,l],1,[n,s,i],r,p);d=h[0],m=h[1],f=h[2]}else if(r==="same"){d=Math.ceil(t/n),m=Math.ceil(e/s),f=Math.ceil(o/i);let g=(d-1)*n+a-t,h=(m-1)*s+u-e,y=(f-1)*i+l-o,w=Math.floor(g/2),b=g-w,v=Math.floor(h/2),R=h-v,A=Math.floor(y/2),N=y-A;c={top:v,bottom:R,left:A,right:N,front:w,back:b,type:"SAME"}}else throw Error(`Unknown padding parameter: ${r}`);return{padInfo:c,outDepth:d,outHeight:m,outWidth:f}}function Pr(r,t){if(!t)return Math.trunc(r);switch(t){case"round":return Math.round(r);case"ceil":return Math.ceil(r);case"floor":return Math.floor(r);default:throw new Error(`Unknown roundingMode ${t}`)}}function gi(r){let[t,e,o]=Tr(r);return t===1&&e===1&&o===1}function Ax(r,t){return gi(r)||gi(t)}function $x(r){return Tr(r).every(t=>t>0)}function kc(r){if(r==="NHWC")return"channelsLast";if(r==="NCHW")return"channelsFirst";throw new Error(`Unknown dataFormat ${r}`)}function Nx(r,t,e){if(e!=null){if(typeof t=="string")throw Error(`Error in ${r}: pad must be an integer when using dimRoundingMode ${e} but got pad ${t}.`);if(typeof t=="number")P(Ir(t),()=>`Error in ${r}: pad must be an integer when using dimRoundingMode ${e} but got pad ${t}.`);else if(typeof t=="object")t.forEach(o=>{o.forEach(n=>{P(Ir(n),()=>`Error in ${r}: pad must be an integer when using dimRoundingMode ${e} but got pad ${n}.`)})});else throw Error(`Error in ${r}: Unknown padding parameter: ${t}`)}}function Fx(r,t){let o={x:_(r,"x","reshape","string_or_numeric")},n={shape:t};return E.runKernel(go,o,n)}var Ne=O({reshape_:Fx});function Tx(r){let e={x:_(r,"x","sigmoid","float32")};return E.runKernel(je,e)}var Rc=O({sigmoid_:Tx});function Px(r,t){let e=_(r,"broadcastTo","x"),o=e.shape;if(Wt(t),t.length<e.rank)throw new Error(`broadcastTo(): shape.length=${t.length} < input.rank=${e.rank}.`);if(t.length>e.rank){let l=e.shape.slice();for(;l.length<t.length;)l.unshift(1);e=Ne(e,l)}let n=e.shape,s=Array.from(t);for(let l=t.length-1;l>=0;l--)if(n[l]===t[l])s[l]=1;else if(e.shape[l]!==1)throw new Error(`broadcastTo(): [${o}] cannot be broadcast to [${t}].`);if(s.map((l,p)=>l>1?p:-1).filter(l=>l>=0).length===0)return _o(e);let a={x:e},u={reps:s};return E.runKernel(bo,a,u)}var wi=O({broadcastTo_:Px});function Dc(r,t,e){Wt(r),e=e||pe(t);let o={shape:r,value:t,dtype:e};return E.runKernel(no,{},o)}var Mr={};xe(Mr,{assertAndGetBroadcastShape:()=>Wo,getBroadcastDims:()=>Ec,getReductionAxes:()=>Uo});function Ec(r,t){let e=r.length,o=[];for(let n=0;n<e;n++){let s=e-1-n,i=r[s]||1;(t[t.length-1-n]||1)>1&&i===1&&o.unshift(s)}return o}function Uo(r,t){let e=[];for(let o=0;o<t.length;o++){let n=r[r.length-o-1],s=t.length-o-1,i=t[s];(n==null||n===1&&i>1)&&e.unshift(s)}return e}function Wo(r,t){let e=Math.max(r.length,t.length),o=new Array(e);for(let n=0;n<e;n++){let s=r[r.length-n-1];s==null&&(s=1);let i=t[t.length-n-1];if(i==null&&(i=1),s===1)o[e-n-1]=i;else if(i===1)o[e-n-1]=s;else if(s!==i){let a=`Operands could not be broadcast together with shapes ${r} and ${t}.`;throw Error(a)}else o[e-n-1]=s}return o}function Mx(r){let e={x:_(r,"x","zerosLike")};return E.runKernel(So,e)}var bt=O({zerosLike_:Mx});function zx(r){let e={x:_(r,"x","elu","float32")};return E.runKernel("Elu",e)}var $c=O({elu_:zx});function bi(r,t){for(let e=0;e<r.length;++e)if(r[r.length-e-1]!==t-1-e)return!1;return!0}function Nc(r,t,e){let o=r.length+t.length,n=[],s=0,i=0;for(let a=0;a<o;a++)e.indexOf(a)===-1?n.push(r[s++]):n.push(t[i++]);return n}function Lx(r,t){let e=[],o=r.length;for(let s=0;s<o;s++)t.indexOf(s)===-1&&e.push(r[s]);let n=t.map(s=>r[s]);return[e,n]}function Bx(r,t){let e=t.map(o=>1);return Nc(r,e,t)}function _x(r,t,e){P(bi(t,e),()=>`${r} supports only inner-most axes for now. Got axes ${t} and rank-${e} input.`)}function Ox(r,t){if(bi(r,t))return null;let e=[];for(let o=0;o<t;++o)r.indexOf(o)===-1&&e.push(o);return r.forEach(o=>e.push(o)),e}function Ux(r){return r.map((t,e)=>[e,t]).sort((t,e)=>t[1]-e[1]).map(t=>t[0])}function Wx(r,t){let e=[];for(let o=t-r;o<t;++o)e.push(o);return e}function Vx(r,t){let e=_(r,"base","pow"),o=_(t,"exp","pow");[e,o]=Rt(e,o);let n={a:e,b:o};return E.runKernel("Pow",n)}var Si=O({pow_:Vx});function Tt(r,t){if((mt(r)&&t!=="string"||Array.isArray(r))&&t!=="complex64")throw new Error("Error creating a new Scalar: value must be a primitive (number|boolean|string)");if(t==="string"&&mt(r)&&!(r instanceof Uint8Array))throw new Error("When making a scalar from encoded string, the value must be `Uint8Array`.");return sc(r,[],[],t)}function Gx(r){let e={x:_(r,"x","sqrt","float32")};return E.runKernel(Ye,e)}var Ht=O({sqrt_:Gx});function Hx(r){let t=_(r,"x","square"),e={};return E.runKernel("Square",{x:t},e)}var qt=O({square_:Hx});function qx(r,t=null,e=!1){let o=_(r,"x","sum");o.dtype==="bool"&&(o=$e(o,"int32"));let n={x:o},s={axis:t,keepDims:e};return E.runKernel("Sum",n,s)}var Pc=O({sum_:qx});function Kx(r,t=.2){let o={x:_(r,"x","leakyRelu")},n={alpha:t};return E.runKernel(uo,o,n)}var Mc=O({leakyRelu_:Kx});function zc(r,t){P(Ve(r),()=>"The f passed in variableGrads(f) must be a function"),P(t==null||Array.isArray(t)&&t.every(l=>l instanceof oe),()=>"The varList passed in variableGrads(f, varList) must be an array of variables");let e=t!=null;if(!e){t=[];for(let l in E.registeredVariables)t.push(E.registeredVariables[l])}let o=e?t.filter(l=>!l.trainable):null,n=t.length;t=t.filter(l=>l.trainable),P(t.length>0,()=>`variableGrads() expects at least one of the input variables to be trainable, but none of the ${n} variables is trainable.`);let s=!0,{value:i,grads:a}=E.gradients(r,t,null,s);P(a.some(l=>l!=null),()=>"Cannot find a connection between any variable and the result of the loss function y=f(x). Please make sure the operations that use variables are inside the function f passed to minimize()."),P(i.rank===0,()=>`The f passed in variableGrads(f) must return a scalar, but it returned a rank-${i.rank} tensor`);let u={};return t.forEach((l,p)=>{a[p]!=null&&(u[l.name]=a[p])}),o?.forEach(l=>u[l.name]=null),{value:i,grads:u}}function Xx(r,t){let e=_(r,"a","sub"),o=_(t,"b","sub");[e,o]=Rt(e,o);let n={a:e,b:o};return E.runKernel("Sub",n)}var ie=O({sub_:Xx});function jx(r,t){let e=_(r,"a","maximum"),o=_(t,"b","maximum");[e,o]=Rt(e,o),e.dtype==="bool"&&(e=$e(e,"int32"),o=$e(o,"int32")),Wo(e.shape,o.shape);let n={a:e,b:o};return E.runKernel(Ke,n)}var Lc=O({maximum_:jx});function zr(r,t="float32"){if(Wt(r),t==="complex64"){let o=zr(r,"float32"),n=zr(r,"float32");return nc(o,n)}let e=He(st(r),t);return E.makeTensor(e,r,t)}function Yx(r,t){let e=_(r,"x","prelu"),o=_(t,"alpha","prelu"),n={x:e,alpha:o};return E.runKernel(fo,n)}var Bc=O({prelu_:Yx});function Zx(r){let e={x:_(r,"x","relu")};return E.runKernel(ho,e)}var _c=O({relu_:Zx});function Qx(r){let e={x:_(r,"x","relu6")};return E.runKernel(xo,e)}var Oc=O({relu6_:Qx});function Jx(r,t=0){let o={x:_(r,"x","step")},n={alpha:t};return E.runKernel(Co,o,n)}var Uc=O({step_:Jx});function Wc(r,t,e){let o=t.rank>1?t.shape[t.rank-1]:1,n=t.rank>1?t.rank-1:1,s=`Must have updates.shape = indices.shape[:batchDim] + shape[sliceDim:], got updates.shape: ${e.shape}, indices.shape: ${t.shape}, shape: ${r}, sliceDim: ${o}, and batchDim: ${n}.`;if(e.rank<n)throw new Error(s+` update.rank < ${n}. `);if(r.length<o+(e.rank-n))throw new Error(s+` Output shape length < ${o+(e.rank-n)}`);if(e.rank!==n+r.length-o)throw new Error(s+` update.rank != ${n+r.length-o}`);for(let i=0;i<n;++i)if(e.shape[i]!==t.shape[i])throw new Error(s+` updates.shape[${i}] (${e.shape[i]}) != indices.shape[${i}] (${t.shape[i]}).`);for(let i=0;i<e.rank-n;++i)if(e.shape[i+n]!==r[i+o])throw new Error(s+` updates.shape[${i+n}] (${e.shape[i+n]}) != shape[${i+n}] (${r[i+n]})`)}function ty(r,t,e){if(t.rank<1)throw new Error(`tf.scatterND() expects the indices to be rank 1 or higher, but the rank was ${t.rank}.`);if(r.rank<1)throw new Error(`tf.scatterND() expects the updates to be rank 1 or higher, but the rank was ${r.rank}.`);if(t.dtype!=="int32")throw new Error(`The dtype of 'indices' should be int32, but got dtype: ${t.dtype}`);if(e.length<1)throw new Error(`Output rank must be greater or equal to 1, but got shape: ${e}`);if(e.length===0){if(t.size===0)throw new Error(`Indices specified for empty output. indices shape: ${t.shape}`);if(r.size===0)throw new Error(`Updates specified for empty output. updates shape: ${r.shape}`)}Wc(e,t,r)}function ey(r,t,e){let o=t.shape.length,n=o>1?t.shape[o-1]:1,s=e.length,i=1;for(let c=n;c<s;++c)i*=e[c];let a=n<1?1:n,u=st(t.shape)/a,l=[...jt(e.slice(0,n)),1],p=st(e);return{sliceRank:n,numUpdates:u,sliceSize:i,strides:l,outputSize:p}}function Vc(r,t){let e=[];for(let s=0;s<t.length;s++)t[s]&&e.push(s);let o=q(r,"int32"),n=q([e.length,r.length],"int32");for(let s=0;s<e.length;s++){let i=o.indexToLoc(e[s]),a=s*r.length;n.values.set(i,a)}return n.toTensor()}function ry(r,t,e){if(e==null||e==="linear")return r;if(e==="relu")return W(r,Uc(t));throw new Error(`Cannot compute gradient for fused activation ${e}.`)}function oy(r,t){let e=t,o=Uo(r.shape,t.shape);return o.length>0&&(e=Pc(e,o)),Ne(e,r.shape)}function ny(r,t,e,o){if(t==="linear")return r;if(t==="relu")return _c(r);if(t==="elu")return $c(r);if(t==="relu6")return Oc(r);if(t==="prelu")return Bc(r,e);if(t==="leakyrelu")return Mc(r,o);if(t==="sigmoid")return Rc(r);throw new Error(`Unknown fused activation ${t}.`)}var sy=(r,t)=>!(r>0)||t==="linear";function Gc(r,t,e){let o=iy(r,t,e),n=o<0?-(o+1):o;r.splice(n,0,t)}function iy(r,t,e){return uy(r,t,e||ay)}function ay(r,t){return r>t?1:r<t?-1:0}function uy(r,t,e){let o=0,n=r.length,s=0,i=!1;for(;o<n;){s=o+(n-o>>>1);let a=e(t,r[s]);a>0?o=s+1:(n=s,i=!a)}return i?o:-o-1}function qc(r,t,e,o,n){return Ci(r,t,e,o,n,0)}function Kc(r,t,e,o,n,s){return Ci(r,t,e,o,n,0,!1,s,!0)}function Xc(r,t,e,o,n,s){return Ci(r,t,e,o,n,s,!0)}function Ci(r,t,e,o,n,s,i=!1,a=!1,u=!1){let l=[];for(let h=0;h<t.length;h++)t[h]>n&&l.push({score:t[h],boxIndex:h,suppressBeginIndex:0});l.sort(Hc);let p=s>0?-.5/s:0,c=[],d=[];for(;c.length<e&&l.length>0;){let h=l.pop(),{score:y,boxIndex:w,suppressBeginIndex:b}=h;if(y<n)break;let v=!1;for(let R=c.length-1;R>=b;--R){let A=ly(r,w,c[R]);if(A>=o){v=!0;break}if(h.score=h.score*cy(o,p,A),h.score<=n)break}h.suppressBeginIndex=c.length,v||(h.score===y?(c.push(w),d.push(h.score)):h.score>n&&Gc(l,h,Hc))}let m=c.length,f=e-m;a&&f>0&&(c.push(...new Array(f).fill(0)),d.push(...new Array(f).fill(0)));let g={selectedIndices:c};return i&&(g.selectedScores=d),u&&(g.validOutputs=m),g}function ly(r,t,e){let o=r.subarray(t*4,t*4+4),n=r.subarray(e*4,e*4+4),s=Math.min(o[0],o[2]),i=Math.min(o[1],o[3]),a=Math.max(o[0],o[2]),u=Math.max(o[1],o[3]),l=Math.min(n[0],n[2]),p=Math.min(n[1],n[3]),c=Math.max(n[0],n[2]),d=Math.max(n[1],n[3]),m=(a-s)*(u-i),f=(c-l)*(d-p);if(m<=0||f<=0)return 0;let g=Math.max(s,l),h=Math.max(i,p),y=Math.min(a,c),w=Math.min(u,d),b=Math.max(y-g,0)*Math.max(w-h,0);return b/(m+f-b)}function cy(r,t,e){let o=Math.exp(t*e*e);return e<=r?o:0}function Hc(r,t){return r.score-t.score||r.score===t.score&&t.boxIndex-r.boxIndex}var py=new Map,dy=new Map,Go=class{getClassName(){return this.constructor.className}static fromConfig(t,e){return new t(e)}},Ii=class r{constructor(){this.classNameMap={}}static getMap(){return r.instance==null&&(r.instance=new r),r.instance}static register(t){r.getMap().classNameMap[t.className]=[t,t.fromConfig]}};function jc(r,t,e){P(r.className!=null,()=>"Class being registered does not have the static className property defined."),P(typeof r.className=="string",()=>"className is required to be a string, but got type "+typeof r.className),P(r.className.length>0,()=>"Class being registered has an empty-string as its className, which is disallowed."),typeof t>"u"&&(t="Custom"),typeof e>"u"&&(e=r.className);let o=e,n=t+">"+o;return Ii.register(r),py.set(n,r),dy.set(r,n),r}var St=class extends Go{minimize(t,e=!1,o){let{value:n,grads:s}=this.computeGradients(t,o);if(o!=null){let i=o.map(a=>({name:a.name,tensor:s[a.name]}));this.applyGradients(i)}else this.applyGradients(s);return ut(s),e?n:(n.dispose(),null)}get iterations(){return this.iterations_==null&&(this.iterations_=0),this.iterations_}incrementIterations(){this.iterations_=this.iterations+1}computeGradients(t,e){return zc(t,e)}dispose(){this.iterations_!=null&&ut(this.iterations_)}async saveIterations(){return this.iterations_==null&&(this.iterations_=0),{name:"iter",tensor:Tt(this.iterations_,"int32")}}async getWeights(){throw new Error("getWeights() is not implemented for this optimizer yet.")}async setWeights(t){throw new Error(`setWeights() is not implemented for this optimizer class ${this.getClassName()}`)}async extractIterations(t){return this.iterations_=(await t[0].tensor.data())[0],t.slice(1)}};Object.defineProperty(St,Symbol.hasInstance,{value:r=>r.minimize!=null&&r.computeGradients!=null&&r.applyGradients!=null});var Ho=class extends St{static get className(){return"Adadelta"}constructor(t,e,o=null){super(),this.learningRate=t,this.rho=e,this.epsilon=o,this.accumulatedGrads=[],this.accumulatedUpdates=[],o==null&&(this.epsilon=E.backend.epsilon())}applyGradients(t){(Array.isArray(t)?t.map(o=>o.name):Object.keys(t)).forEach((o,n)=>{let s=E.registeredVariables[o],i=!1;this.accumulatedGrads[n]==null&&(this.accumulatedGrads[n]={originalName:`${o}/accum_grad`,variable:Z(()=>bt(s).variable(i))}),this.accumulatedUpdates[n]==null&&(this.accumulatedUpdates[n]={originalName:`${o}/accum_var`,variable:Z(()=>bt(s).variable(i))});let a=Array.isArray(t)?t[n].tensor:t[o];if(a==null)return;let u=this.accumulatedGrads[n].variable,l=this.accumulatedUpdates[n].variable;Z(()=>{let p=G(W(u,this.rho),W(qt(a),1-this.rho)),c=W(wt(Ht(G(l,this.epsilon)),Ht(G(u,this.epsilon))),a),d=G(W(l,this.rho),W(qt(c),1-this.rho));u.assign(p),l.assign(d);let m=G(W(c,-this.learningRate),s);s.assign(m)})}),this.incrementIterations()}dispose(){this.accumulatedUpdates!=null&&(ut(this.accumulatedGrads.map(t=>t.variable)),ut(this.accumulatedUpdates.map(t=>t.variable)))}async getWeights(){let t=[...this.accumulatedGrads,...this.accumulatedUpdates];return[await this.saveIterations()].concat(t.map(e=>({name:e.originalName,tensor:e.variable})))}async setWeights(t){t=await this.extractIterations(t);let e=t.length/2,o=!1;this.accumulatedGrads=t.slice(0,e).map(n=>({originalName:n.name,variable:n.tensor.variable(o)})),this.accumulatedUpdates=t.slice(e,e*2).map(n=>({originalName:n.name,variable:n.tensor.variable(o)}))}getConfig(){return{learningRate:this.learningRate,rho:this.rho,epsilon:this.epsilon}}static fromConfig(t,e){return new t(e.learningRate,e.rho,e.epsilon)}};var qo=class extends St{static get className(){return"Adagrad"}constructor(t,e=.1){super(),this.learningRate=t,this.initialAccumulatorValue=e,this.accumulatedGrads=[]}applyGradients(t){(Array.isArray(t)?t.map(o=>o.name):Object.keys(t)).forEach((o,n)=>{let s=E.registeredVariables[o];this.accumulatedGrads[n]==null&&(this.accumulatedGrads[n]={originalName:`${o}/accumulator`,variable:Z(()=>Dc(s.shape,this.initialAccumulatorValue).variable(!1))});let i=Array.isArray(t)?t[n].tensor:t[o];if(i==null)return;let a=this.accumulatedGrads[n].variable;Z(()=>{let u=G(a,qt(i));a.assign(u);let l=G(W(wt(i,Ht(G(u,E.backend.epsilon()))),-this.learningRate),s);s.assign(l)})}),this.incrementIterations()}dispose(){this.accumulatedGrads!=null&&ut(this.accumulatedGrads.map(t=>t.variable))}async getWeights(){return[await this.saveIterations()].concat(this.accumulatedGrads.map(t=>({name:t.originalName,tensor:t.variable})))}async setWeights(t){t=await this.extractIterations(t);let e=!1;this.accumulatedGrads=t.map(o=>({originalName:o.name,variable:o.tensor.variable(e)}))}getConfig(){return{learningRate:this.learningRate,initialAccumulatorValue:this.initialAccumulatorValue}}static fromConfig(t,e){return new t(e.learningRate,e.initialAccumulatorValue)}};var Ko=class extends St{static get className(){return"Adam"}constructor(t,e,o,n=null){super(),this.learningRate=t,this.beta1=e,this.beta2=o,this.epsilon=n,this.accumulatedFirstMoment=[],this.accumulatedSecondMoment=[],Z(()=>{this.accBeta1=Tt(e).variable(),this.accBeta2=Tt(o).variable()}),n==null&&(this.epsilon=E.backend.epsilon())}applyGradients(t){let e=Array.isArray(t)?t.map(o=>o.name):Object.keys(t);Z(()=>{let o=ie(1,this.accBeta1),n=ie(1,this.accBeta2);e.forEach((s,i)=>{let a=E.registeredVariables[s],u=!1;this.accumulatedFirstMoment[i]==null&&(this.accumulatedFirstMoment[i]={originalName:`${s}/m`,variable:Z(()=>bt(a).variable(u))}),this.accumulatedSecondMoment[i]==null&&(this.accumulatedSecondMoment[i]={originalName:`${s}/v`,variable:Z(()=>bt(a).variable(u))});let l=Array.isArray(t)?t[i].tensor:t[s];if(l==null)return;let p=this.accumulatedFirstMoment[i].variable,c=this.accumulatedSecondMoment[i].variable,d=G(W(p,this.beta1),W(l,1-this.beta1)),m=G(W(c,this.beta2),W(qt(l),1-this.beta2)),f=wt(d,o),g=wt(m,n);p.assign(d),c.assign(m);let h=G(W(wt(f,G(Ht(g),this.epsilon)),-this.learningRate),a);a.assign(h)}),this.accBeta1.assign(W(this.accBeta1,this.beta1)),this.accBeta2.assign(W(this.accBeta2,this.beta2))}),this.incrementIterations()}dispose(){this.accBeta1.dispose(),this.accBeta2.dispose(),this.accumulatedFirstMoment!=null&&ut(this.accumulatedFirstMoment.map(t=>t.variable)),this.accumulatedSecondMoment!=null&&ut(this.accumulatedSecondMoment.map(t=>t.variable))}async getWeights(){let t=[...this.accumulatedFirstMoment,...this.accumulatedSecondMoment];return[await this.saveIterations()].concat(t.map(e=>({name:e.originalName,tensor:e.variable})))}async setWeights(t){t=await this.extractIterations(t),Z(()=>{this.accBeta1.assign(Si(this.beta1,this.iterations_+1)),this.accBeta2.assign(Si(this.beta2,this.iterations_+1))});let e=t.length/2,o=!1;this.accumulatedFirstMoment=t.slice(0,e).map(n=>({originalName:n.name,variable:n.tensor.variable(o)})),this.accumulatedSecondMoment=t.slice(e,e*2).map(n=>({originalName:n.name,variable:n.tensor.variable(o)}))}getConfig(){return{learningRate:this.learningRate,beta1:this.beta1,beta2:this.beta2,epsilon:this.epsilon}}static fromConfig(t,e){return new t(e.learningRate,e.beta1,e.beta2,e.epsilon)}};var Xo=class extends St{static get className(){return"Adamax"}constructor(t,e,o,n=null,s=0){super(),this.learningRate=t,this.beta1=e,this.beta2=o,this.epsilon=n,this.decay=s,this.accumulatedFirstMoment=[],this.accumulatedWeightedInfNorm=[],Z(()=>{this.iteration=Tt(0).variable(),this.accBeta1=Tt(e).variable()}),n==null&&(this.epsilon=E.backend.epsilon())}applyGradients(t){let e=Array.isArray(t)?t.map(o=>o.name):Object.keys(t);Z(()=>{let o=ie(1,this.accBeta1),n=wt(-this.learningRate,G(W(this.iteration,this.decay),1));e.forEach((s,i)=>{let a=E.registeredVariables[s],u=!1;this.accumulatedFirstMoment[i]==null&&(this.accumulatedFirstMoment[i]={originalName:`${s}/m`,variable:bt(a).variable(u)}),this.accumulatedWeightedInfNorm[i]==null&&(this.accumulatedWeightedInfNorm[i]={originalName:`${s}/v`,variable:bt(a).variable(u)});let l=Array.isArray(t)?t[i].tensor:t[s];if(l==null)return;let p=this.accumulatedFirstMoment[i].variable,c=this.accumulatedWeightedInfNorm[i].variable,d=G(W(p,this.beta1),W(l,1-this.beta1)),m=W(c,this.beta2),f=Ic(l),g=Lc(m,f);p.assign(d),c.assign(g);let h=G(W(wt(n,o),wt(d,G(g,this.epsilon))),a);a.assign(h)}),this.iteration.assign(G(this.iteration,1)),this.accBeta1.assign(W(this.accBeta1,this.beta1))}),this.incrementIterations()}dispose(){this.accBeta1.dispose(),this.iteration.dispose(),this.accumulatedFirstMoment!=null&&ut(this.accumulatedFirstMoment.map(t=>t.variable)),this.accumulatedWeightedInfNorm!=null&&ut(this.accumulatedWeightedInfNorm.map(t=>t.variable))}async getWeights(){throw new Error("getWeights() is not implemented for Adamax yet.")}async setWeights(t){throw new Error("setWeights() is not implemented for Adamax yet.")}getConfig(){return{learningRate:this.learningRate,beta1:this.beta1,beta2:this.beta2,epsilon:this.epsilon,decay:this.decay}}static fromConfig(t,e){return new t(e.learningRate,e.beta1,e.beta2,e.epsilon,e.decay)}};var ir=class extends St{static get className(){return"SGD"}constructor(t){super(),this.learningRate=t,this.setLearningRate(t)}applyGradients(t){(Array.isArray(t)?t.map(o=>o.name):Object.keys(t)).forEach((o,n)=>{let s=Array.isArray(t)?t[n].tensor:t[o];if(s==null)return;let i=E.registeredVariables[o];Z(()=>{let a=G(W(this.c,s),i);i.assign(a)})}),this.incrementIterations()}setLearningRate(t){this.learningRate=t,this.c!=null&&this.c.dispose(),this.c=ic(Tt(-t))}dispose(){this.c.dispose()}async getWeights(){return[await this.saveIterations()]}async setWeights(t){if(t=await this.extractIterations(t),t.length!==0)throw new Error("SGD optimizer does not have settable weights.")}getConfig(){return{learningRate:this.learningRate}}static fromConfig(t,e){return new t(e.learningRate)}};var jo=class extends ir{static get className(){return"Momentum"}constructor(t,e,o=!1){super(t),this.learningRate=t,this.momentum=e,this.useNesterov=o,this.accumulations=[],this.m=Tt(this.momentum)}applyGradients(t){(Array.isArray(t)?t.map(o=>o.name):Object.keys(t)).forEach((o,n)=>{let s=E.registeredVariables[o];this.accumulations[n]==null&&(this.accumulations[n]={originalName:`${o}/momentum`,variable:Z(()=>bt(s).variable(!1))});let i=this.accumulations[n].variable,a=Array.isArray(t)?t[n].tensor:t[o];a!=null&&Z(()=>{let u,l=G(W(this.m,i),a);this.useNesterov?u=G(W(this.c,G(a,W(l,this.m))),s):u=G(W(this.c,l),s),i.assign(l),s.assign(u)})}),this.incrementIterations()}dispose(){this.m.dispose(),this.accumulations!=null&&ut(this.accumulations.map(t=>t.variable))}setMomentum(t){this.momentum=t}async getWeights(){return[await this.saveIterations()].concat(this.accumulations.map(t=>({name:t.originalName,tensor:t.variable})))}async setWeights(t){t=await this.extractIterations(t);let e=!1;this.accumulations=t.map(o=>({originalName:o.name,variable:o.tensor.variable(e)}))}getConfig(){return{learningRate:this.learningRate,momentum:this.momentum,useNesterov:this.useNesterov}}static fromConfig(t,e){return new t(e.learningRate,e.momentum,e.useNesterov)}};var Yo=class extends St{static get className(){return"RMSProp"}constructor(t,e=.9,o=0,n=null,s=!1){if(super(),this.learningRate=t,this.decay=e,this.momentum=o,this.epsilon=n,this.accumulatedMeanSquares=[],this.accumulatedMoments=[],this.accumulatedMeanGrads=[],this.centered=s,n==null&&(this.epsilon=E.backend.epsilon()),t==null)throw new Error("learningRate for RMSPropOptimizer must be defined.")}applyGradients(t){(Array.isArray(t)?t.map(o=>o.name):Object.keys(t)).forEach((o,n)=>{let s=E.registeredVariables[o],i=!1;this.accumulatedMeanSquares[n]==null&&(this.accumulatedMeanSquares[n]={originalName:`${o}/rms`,variable:Z(()=>bt(s).variable(i))}),this.accumulatedMoments[n]==null&&(this.accumulatedMoments[n]={originalName:`${o}/momentum`,variable:Z(()=>bt(s).variable(i))}),this.accumulatedMeanGrads[n]==null&&this.centered&&(this.accumulatedMeanGrads[n]={originalName:`${o}/mg`,variable:Z(()=>bt(s).variable(i))});let a=Array.isArray(t)?t[n].tensor:t[o];if(a==null)return;let u=this.accumulatedMeanSquares[n].variable,l=this.accumulatedMoments[n].variable;Z(()=>{let p=G(W(u,this.decay),W(qt(a),1-this.decay));if(this.centered){let c=this.accumulatedMeanGrads[n].variable,d=G(W(c,this.decay),W(a,1-this.decay)),m=wt(W(a,this.learningRate),Ht(ie(p,G(qt(d),this.epsilon)))),f=G(W(l,this.momentum),m);u.assign(p),c.assign(d),l.assign(f);let g=ie(s,f);s.assign(g)}else{let c=G(W(u,this.decay),W(qt(a),1-this.decay)),d=G(W(l,this.momentum),wt(W(a,this.learningRate),Ht(G(c,this.epsilon))));u.assign(c),l.assign(d);let m=ie(s,d);s.assign(m)}})}),this.incrementIterations()}dispose(){this.accumulatedMeanSquares!=null&&ut(this.accumulatedMeanSquares.map(t=>t.variable)),this.accumulatedMeanGrads!=null&&this.centered&&ut(this.accumulatedMeanGrads.map(t=>t.variable)),this.accumulatedMoments!=null&&ut(this.accumulatedMoments.map(t=>t.variable))}async getWeights(){let t=[...this.accumulatedMeanSquares,...this.accumulatedMoments];return this.centered&&t.push(...this.accumulatedMeanGrads),[await this.saveIterations()].concat(t.map(e=>({name:e.originalName,tensor:e.variable})))}async setWeights(t){t=await this.extractIterations(t);let e=this.centered?t.length/3:t.length/2,o=!1;this.accumulatedMeanSquares=t.slice(0,e).map(n=>({originalName:n.name,variable:n.tensor.variable(o)})),this.accumulatedMoments=t.slice(e,e*2).map(n=>({originalName:n.name,variable:n.tensor.variable(o)})),this.centered&&(this.accumulatedMeanGrads=t.slice(e*2,e*3).map(n=>({originalName:n.name,variable:n.tensor.variable(o)})))}getConfig(){return{learningRate:this.learningRate,decay:this.decay,momentum:this.momentum,epsilon:this.epsilon,centered:this.centered}}static fromConfig(t,e){return new t(e.learningRate,e.decay,e.momentum,e.epsilon,e.centered)}};var my=[Ho,qo,Ko,Xo,jo,Yo,ir];function Yc(){for(let r of my)jc(r)}var fy="model",hy=".json",gy=".weights.bin";function Zc(r){return new Promise(t=>setTimeout(t)).then(r)}var ar=class r{constructor(t){if(!T().getBool("IS_BROWSER"))throw new Error("browserDownloads() cannot proceed because the current environment is not a browser.");t.startsWith(r.URL_SCHEME)&&(t=t.slice(r.URL_SCHEME.length)),(t==null||t.length===0)&&(t=fy),this.modelJsonFileName=t+hy,this.weightDataFileName=t+gy}async save(t){if(typeof document>"u")throw new Error("Browser downloads are not supported in this environment since `document` is not present");let e=Dt.join(t.weightData),o=window.URL.createObjectURL(new Blob([e],{type:"application/octet-stream"}));if(t.modelTopology instanceof ArrayBuffer)throw new Error("BrowserDownloads.save() does not support saving model topology in binary formats yet.");{let n=[{paths:["./"+this.weightDataFileName],weights:t.weightSpecs}],s=Po(t,n),i=window.URL.createObjectURL(new Blob([JSON.stringify(s)],{type:"application/json"})),a=this.modelJsonAnchor==null?document.createElement("a"):this.modelJsonAnchor;if(a.download=this.modelJsonFileName,a.href=i,await Zc(()=>a.dispatchEvent(new MouseEvent("click"))),t.weightData!=null){let u=this.weightDataAnchor==null?document.createElement("a"):this.weightDataAnchor;u.download=this.weightDataFileName,u.href=o,await Zc(()=>u.dispatchEvent(new MouseEvent("click")))}return{modelArtifactsInfo:ne(t)}}}};ar.URL_SCHEME="downloads://";var xy=r=>T().getBool("IS_BROWSER")&&!Array.isArray(r)&&r.startsWith(ar.URL_SCHEME)?yy(r.slice(ar.URL_SCHEME.length)):null;Et.registerSaveRouter(xy);function yy(r="model"){return new ar(r)}function vi(r,t,e,o){i(r),e=e??0,o=o??1,a(e,o);let n=0,s=u=>(u.then(l=>{let p=e+ ++n/r.length*(o-e);return t(p),l}),u);function i(u){P(u!=null&&Array.isArray(u)&&u.length>0,()=>"promises must be a none empty array")}function a(u,l){P(u>=0&&u<=1,()=>`Progress fraction must be in range [0, 1], but got startFraction ${u}`),P(l>=0&&l<=1,()=>`Progress fraction must be in range [0, 1], but got endFraction ${l}`),P(l>=u,()=>`startFraction must be no more than endFraction, but got startFraction ${u} and endFraction ${l}`)}return Promise.all(r.map(s))}async function Qc(r,t){t==null&&(t={});let e=t.fetchFunc==null?T().platform.fetch:t.fetchFunc,o=r.map(c=>e(c,t.requestInit,{isBinary:!0})),a=(t.onProgress==null?await Promise.all(o):await vi(o,t.onProgress,0,.5)).map(c=>c.arrayBuffer());return t.onProgress==null?await Promise.all(a):await vi(a,t.onProgress,.5,1)}function Jc(r,t){var e;let o=t.fetchFunc==null?T().platform.fetch:t.fetchFunc,n=0,s;return(e=t.onProgress)===null||e===void 0||e.call(t,0),new ReadableStream({pull:async i=>{for(var a;n<r.length;){s||(s=(await o(r[n],t.requestInit,{isBinary:!0})).body.getReader());let{done:u,value:l}=await s.read();if(u){n++,s=void 0,(a=t.onProgress)===null||a===void 0||a.call(t,n/r.length);continue}i.enqueue(l);return}i.close()}})}var by="application/octet-stream",Sy="application/json",Lr=class{constructor(t,e){if(this.DEFAULT_METHOD="POST",e==null&&(e={}),this.weightPathPrefix=e.weightPathPrefix,this.weightUrlConverter=e.weightUrlConverter,e.fetchFunc!=null?(P(typeof e.fetchFunc=="function",()=>"Must pass a function that matches the signature of `fetch` (see https://developer.mozilla.org/en-US/docs/Web/API/Fetch_API)"),this.fetch=e.fetchFunc):this.fetch=T().platform.fetch,P(t!=null&&t.length>0,()=>"URL path for http must not be null, undefined or empty."),Array.isArray(t)&&P(t.length===2,()=>`URL paths for http must have a length of 2, (actual length is ${t.length}).`),this.path=t,e.requestInit!=null&&e.requestInit.body!=null)throw new Error("requestInit is expected to have no pre-existing body, but has one.");this.requestInit=e.requestInit||{},this.loadOptions=e}async save(t){if(t.modelTopology instanceof ArrayBuffer)throw new Error("BrowserHTTPRequest.save() does not support saving model topology in binary formats yet.");let e=Object.assign({method:this.DEFAULT_METHOD},this.requestInit);e.body=new FormData;let o=[{paths:["./model.weights.bin"],weights:t.weightSpecs}],n=Po(t,o);if(e.body.append("model.json",new Blob([JSON.stringify(n)],{type:Sy}),"model.json"),t.weightData!=null){let i=Dt.join(t.weightData);e.body.append("model.weights.bin",new Blob([i],{type:by}),"model.weights.bin")}let s=await this.fetch(this.path,e);if(s.ok)return{modelArtifactsInfo:ne(t),responses:[s]};throw new Error(`BrowserHTTPRequest.save() failed due to HTTP response status ${s.status}.`)}async loadModelJSON(){let t=await this.fetch(this.path,this.requestInit);if(!t.ok)throw new Error(`Request to ${this.path} failed with status code ${t.status}. Please verify this URL points to the model JSON of the model to load.`);let e;try{e=await t.json()}catch{let i=`Failed to parse model JSON of response from ${this.path}.`;throw this.path.endsWith(".pb")?i+=" Your path contains a .pb file extension. Support for .pb models have been removed in TensorFlow.js 1.0 in favor of .json models. You can re-convert your Python TensorFlow model using the TensorFlow.js 1.0 conversion scripts or you can convert your.pb models with the 'pb2json'NPM script in the tensorflow/tfjs-converter repository.":i+=" Please make sure the server is serving valid JSON for this request.",new Error(i)}let o=e.modelTopology,n=e.weightsManifest;if(o==null&&n==null)throw new Error(`The JSON from HTTP path ${this.path} contains neither model topology or manifest for weights.`);return e}async load(){if(this.loadOptions.streamWeights)return this.loadStream();let t=await this.loadModelJSON();return Mo(t,e=>this.loadWeights(e))}async loadStream(){let t=await this.loadModelJSON(),e=await this.getWeightUrls(t.weightsManifest),o=zo(t.weightsManifest),n=()=>Jc(e,this.loadOptions);return Object.assign(Object.assign({},t),{weightSpecs:o,getWeightStream:n})}async getWeightUrls(t){let e=Array.isArray(this.path)?this.path[1]:this.path,[o,n]=Cy(e),s=this.weightPathPrefix||o,i=[],a=[];for(let u of t)for(let l of u.paths)this.weightUrlConverter!=null?a.push(this.weightUrlConverter(l)):i.push(s+l+n);return this.weightUrlConverter&&i.push(...await Promise.all(a)),i}async loadWeights(t){let e=await this.getWeightUrls(t),o=zo(t),n=await Qc(e,this.loadOptions);return[o,n]}};Lr.URL_SCHEME_REGEX=/^https?:\/\//;function Cy(r){let t=r.lastIndexOf("/"),e=r.lastIndexOf("?"),o=r.substring(0,t),n=e>t?r.substring(e):"";return[o+"/",n]}function ki(r){return r.match(Lr.URL_SCHEME_REGEX)!=null}var tp=(r,t)=>{if(typeof fetch>"u"&&(t==null||t.fetchFunc==null))return null;{let e=!0;if(Array.isArray(r)?e=r.every(o=>ki(o)):e=ki(r),e)return ep(r,t)}return null};Et.registerSaveRouter(tp);Et.registerLoadRouter(tp);function ep(r,t){return new Lr(r,t)}function vy(r,t){let e=r.shape.length,o=t.shape.length;if(e<1)throw new Error(`tf.gatherND() expects the input to be rank 1 or higher, but the rank was ${e}.`);if(o<1)throw new Error(`tf.gatherND() expects the indices to be rank 1 or higher, but the rank was ${o}.`);if(t.dtype!=="int32")throw new Error(`tf.gatherND() expects the indices to be int32 type, but the dtype was ${t.dtype}.`);if(t.shape[o-1]>e)throw new Error(`index innermost dimension length must be <= tensor rank; saw: ${t.shape[o-1]} vs. ${e}`);if(st(r.shape)===0)throw new Error(`Requested more than 0 entries, but input is empty. Input shape: ${r.shape}.`);let n=t.shape,s=n[n.length-1],i=1;for(let c=0;c<n.length-1;++c)i*=n[c];let a=r.shape,u=n.slice();u.pop();let l=1;for(let c=s;c<e;++c)l*=a[c],u.push(a[c]);let p=[...jt(r.shape).map(c=>c/l),1].slice(0,s);return[u,i,l,p]}var Pt={};xe(Pt,{assertParamsValid:()=>Ry,computeFlatOffset:()=>Ny,computeOutShape:()=>Ey,getNormalizedAxes:()=>Ay,isSliceContinous:()=>$y,maskToAxes:()=>Dy,parseSliceParams:()=>Fy,sliceInfo:()=>Ty,startForAxis:()=>lp,startIndicesWithElidedDims:()=>ip,stopForAxis:()=>cp,stopIndicesWithElidedDims:()=>ap,stridesForAxis:()=>up,stridesWithElidedDims:()=>op});var Ri=-2,ky=-1;function Ry(r,t,e){let o=r.shape.length;P(o===t.length,()=>`Error in slice${o}D: Length of begin ${t} must match the rank of the array (${o}).`),P(o===e.length,()=>`Error in slice${o}D: Length of size ${e} must match the rank of the array (${o}).`);for(let n=0;n<o;++n)P(t[n]+e[n]<=r.shape[n],()=>`Error in slice${o}D: begin[${n}] + size[${n}] (${t[n]+e[n]}) would overflow input.shape[${n}] (${r.shape[n]})`)}function Dy(r){let t=[],e=0;for(;r>0;)r&1&&t.push(e),r/=2,e++;return t}function Ey(r,t,e){let o=[];for(let n=0;n<r.length;n++)o[n]=Math.ceil((t[n]-r[n])/e[n]);return o}function op(r,t,e,o){let n=[...r];for(let s=n.length;s<o.length;s++)n.push(1);for(let s=0;s<e;s++)s===0?n[t]=1:(n.splice(t,0,1),n.pop());return n}function np(r,t,e){return e<=r?e:e-(t-1)}function sp(r,t){let e=[];for(let o=0;o<r;o++)e.push(t+o);return e}function Ay(r,t,e,o,n,s,i,a,u){let l=r.length,p=new Array(l),c=new Array(l),d=new Array(l);if(t.length&&e>0){let m=t[0],f=e+1;p=ip(i,m,f,o,r),c=ap(a,m,f,n,r),d=op(s,m,f,r)}else for(let m=0;m<l;m++)p[m]=lp(i,o,s,r,m,u),c[m]=cp(a,n,s,r,m,u),d[m]=up(s,m,u);return{begin:p,end:c,strides:d}}function ip(r,t,e,o,n){let s=[...n],i=sp(e,t);for(let a=0;a<s.length;a++)if(i.indexOf(a)>-1)s[a]=0;else{let u=np(t,e,a),l=o[u];r&1<<u&&(l=0),s[a]=l}return s}function ap(r,t,e,o,n){let s=[...n],i=sp(e,t);for(let a=0;a<s.length;a++)if(i.indexOf(a)>-1)s[a]=Number.MAX_SAFE_INTEGER;else{let u=np(t,e,a),l=o[u];r&1<<u&&(l=Number.MAX_SAFE_INTEGER),s[a]=l}for(let a=0;a<s.length;a++){let u=n[a];s[a]<0&&(s[a]+=u),s[a]=_e(0,s[a],n[a])}return s}function up(r,t,e){let o=r[t];return(e&1<<t||o==null)&&(o=1),o}function lp(r,t,e,o,n,s){let i=t[n],a=e[n]||1;(r&1<<n||s&1<<n||i==null)&&(a>0?i=Number.MIN_SAFE_INTEGER:i=Number.MAX_SAFE_INTEGER);let u=o[n];return i<0&&(i+=u),i=_e(0,i,u-1),i}function cp(r,t,e,o,n,s){let i=t[n],a=e[n]||1;(r&1<<n||s&1<<n||i==null)&&(a>0?i=Number.MAX_SAFE_INTEGER:i=Number.MIN_SAFE_INTEGER);let u=o[n];return i<0&&(i+=u),a>0?i=_e(0,i,u):i=_e(-1,i,u-1),i}function $y(r,t,e){let o=e.length;for(let n=0;n<e.length;n++)if(e[n]>1){o=n;break}for(let n=o+1;n<e.length;n++)if(t[n]>0||e[n]!==r[n])return!1;return!0}function Ny(r,t){let e=r.length>0?r[r.length-1]:1;for(let o=0;o<r.length-1;o++)e+=r[o]*t[o];return e}function Fy(r,t,e){let o,n=r.shape.length;typeof t=="number"?o=[t,...new Array(n-1).fill(0)]:t.length<n?o=t.concat(new Array(n-t.length).fill(0)):o=t.slice(),o.forEach(i=>{P(i!==-1,()=>"slice() does not support negative begin indexing.")});let s;return e==null?s=new Array(n).fill(-1):typeof e=="number"?s=[e,...new Array(n-1).fill(-1)]:e.length<n?s=e.concat(new Array(n-e.length).fill(-1)):s=e,s=s.map((i,a)=>i>=0?i:(P(i===-1,()=>`Negative size values should be exactly -1 but got ${i} for the slice() size at index ${a}.`),r.shape[a]-o[a])),[o,s]}function Ty(r,t,e,o,n,s,i,a,u){let l;if(o==null?(l=new Array(t.length),l.fill(1)):l=o,i!=null&&(i&i-1)!==0)throw new Error("Multiple ellipses in slice is not allowed.");let p=!1,c={dims:l.length,numAddAxisAfterEllipsis:0,begin:t.slice(),end:e.slice(),strides:l.slice(),beginMask:n,endMask:s,ellipsisMask:i,newAxisMask:a,shrinkAxisMask:u};for(let b=0;b<c.dims;b++)p&&(1<<b&a)!==0&&c.numAddAxisAfterEllipsis++,1<<b&i&&(p=!0);p||(c.ellipsisMask|=1<<c.dims,c.dims++);let d={dims:r.length,beginMask:0,endMask:0,beginValid:!1,endValid:!1};Py(c,d);let m=!0,f=!0,g=!0,h=[],y=[];for(let b=0;b<r.length;++b){if(d.strides[b]===0)throw Error(`strides[${b}] must be non-zero`);let v=!!(d.shrinkAxisMask&1<<b),R=r[b];if(R===-1){h.push(v?1:-1);continue}let A=[d.beginMask&1<<b,d.endMask&1<<b],N=[d.strides[b]>0?0:-1,d.strides[b]>0?R:R-1];if(v&&d.strides[b]<=0)throw Error("only stride 1 allowed on non-range indexing.");g=g&&d.strides[b]===1;let L=!!(d.beginMask&1<<b&&d.endMask&1<<b);if(d.beginValid&&d.endValid){if(v){let Y=d.begin[b]<0?R+d.begin[b]:d.begin[b];if(d.begin[b]=Y,d.end[b]=d.begin[b]+1,Y<0||Y>=R)throw Error(`slice index ${d.begin[b]} of dimension ${b} out of bounds.`)}else d.begin[b]=rp(d.begin[b],0,d.strides[b],R,A,N),d.end[b]=rp(d.end[b],1,d.strides[b],R,A,N);let H=d.strides[b]===1&&d.begin[b]===0&&d.end[b]===R;m=m&&H,f=f&&(b===0&&d.strides[b]===1||H)}else m=m&&d.strides[b]===1&&L,f=f&&(b===0&&d.strides[b]===1||L);let B,K=!1;if(d.beginValid&&d.endValid?(B=d.end[b]-d.begin[b],K=!0):v?(B=1,K=!0):L&&R>=0&&(d.strides[b]<0?B=-R:B=R,K=!0),K){let H;B===0||B<0!=d.strides[b]<0?H=0:H=Math.trunc(B/d.strides[b])+(B%d.strides[b]!==0?1:0),h.push(H)}else h.push(-1)}for(let b=0;b<d.finalShapeGatherIndices.length;++b){let v=d.finalShapeGatherIndices[b];v>=0?y.push(h[v]):v===Ri&&y.push(1)}return{finalShapeSparse:y.filter((b,v)=>d.finalShapeGatherIndices[v]!==Ri),finalShape:y,isIdentity:m,sliceDim0:f,isSimpleSlice:g,begin:d.begin,end:d.end,strides:d.strides}}function Py(r,t){t.beginMask=0,t.endMask=0,t.shrinkAxisMask=0;let e=0;t.beginValid=r.begin!=null,t.endValid=r.end!=null,t.begin=new Array(t.dims),t.end=new Array(t.dims),t.strides=new Array(t.dims),t.finalShapeGatherIndices=[],t.finalShapeGatherIndicesSparse=[],t.inputShapeGatherIndicesSparse=new Array(t.dims);for(let o=0;o<r.dims;o++)if(1<<o&r.ellipsisMask){let n=Math.min(t.dims-(r.dims-o)+1+r.numAddAxisAfterEllipsis,t.dims);for(;e<n;e++)t.begin[e]=0,t.end[e]=0,t.strides[e]=1,t.beginMask|=1<<e,t.endMask|=1<<e,t.finalShapeGatherIndices.push(e),t.finalShapeGatherIndicesSparse.push(-1),t.inputShapeGatherIndicesSparse[e]=o}else if(1<<o&r.newAxisMask)t.finalShapeGatherIndices.push(Ri),t.finalShapeGatherIndicesSparse.push(-1);else{if(e===t.begin.length)throw Error(`Index out of range using input dim ${e}; input has only ${t.dims} dims, ${t.begin.length}.`);r.begin!=null&&(t.begin[e]=r.begin[o]),r.end!=null&&(t.end[e]=r.end[o]),t.strides[e]=r.strides[o],r.beginMask&1<<o&&(t.beginMask|=1<<e),r.endMask&1<<o&&(t.endMask|=1<<e),r.shrinkAxisMask&1<<o?(t.finalShapeGatherIndices.push(ky),t.finalShapeGatherIndicesSparse.push(-1),t.shrinkAxisMask|=1<<e):(t.finalShapeGatherIndices.push(e),t.finalShapeGatherIndicesSparse.push(o)),t.inputShapeGatherIndicesSparse[e]=o,e++}}function rp(r,t,e,o,n,s){if(n[t])return e>0?s[t]:s[t+1&1];{let i=r<0?o+r:r;return i<s[0]?s[0]:i>s[1]?s[1]:i}}var S={};xe(S,{ERF_A1:()=>Zy,ERF_A2:()=>Qy,ERF_A3:()=>Jy,ERF_A4:()=>tw,ERF_A5:()=>ew,ERF_P:()=>Yy,PARALLELIZE_THRESHOLD:()=>Zo,RowPartitionType:()=>Jt,SELU_SCALE:()=>jy,SELU_SCALEALPHA:()=>Xy,applyActivation:()=>ny,assertAndGetBroadcastShape:()=>Wo,assertAxesAreInnerMostDims:()=>_x,assertParamsConsistent:()=>My,assignToTypedArray:()=>aw,axesAreInnerMostDims:()=>bi,calculateShapes:()=>ey,checkEinsumDimSizes:()=>mw,checkPadOnDimRoundingMode:()=>Nx,combineLocations:()=>Nc,combineRaggedTensorToTensorShapes:()=>Ly,complexWithEvenIndex:()=>nw,complexWithOddIndex:()=>sw,computeConv2DInfo:()=>xi,computeConv3DInfo:()=>vc,computeDefaultPad:()=>yi,computeDilation2DInfo:()=>Cx,computeOptimalWindowSize:()=>Uy,computeOutAndReduceShapes:()=>Lx,computeOutShape:()=>zy,computePool2DInfo:()=>Ix,computePool3DInfo:()=>vx,convertConv2DDataFormat:()=>kc,decodeEinsumEquation:()=>pw,eitherStridesOrDilationsAreOne:()=>Ax,expandShapeToKeepDim:()=>Bx,exponent:()=>lw,exponents:()=>uw,fromStringArrayToUint8:()=>Pw,fromUint8ToStringArray:()=>Tw,getAxesPermutation:()=>Ox,getBroadcastDims:()=>Ec,getComplexWithIndex:()=>iw,getEinsumComputePath:()=>fw,getEinsumPermutation:()=>dw,getFusedBiasGradient:()=>oy,getFusedDyActivation:()=>ry,getImageCenter:()=>Wy,getInnerMostAxes:()=>Wx,getPermuted:()=>Gy,getRaggedRank:()=>_y,getReductionAxes:()=>Uo,getReshaped:()=>Vy,getReshapedPermuted:()=>Hy,getRowPartitionTypesHelper:()=>By,getSliceBeginCoords:()=>qy,getSliceSize:()=>Ky,getSparseFillEmptyRowsIndicesDenseShapeMismatch:()=>yw,getSparseFillEmptyRowsNegativeIndexErrorMessage:()=>ww,getSparseFillEmptyRowsOutOfRangeIndexErrorMessage:()=>bw,getSparseReshapeEmptyTensorZeroOutputDimErrorMessage:()=>Iw,getSparseReshapeInputOutputMismatchErrorMessage:()=>kw,getSparseReshapeInputOutputMultipleErrorMessage:()=>vw,getSparseReshapeMultipleNegativeOneOutputDimErrorMessage:()=>Sw,getSparseReshapeNegativeOutputDimErrorMessage:()=>Cw,getSparseSegmentReductionIndicesOutOfRangeErrorMessage:()=>Aw,getSparseSegmentReductionNegativeSegmentIdsErrorMessage:()=>Rw,getSparseSegmentReductionNonIncreasingSegmentIdsErrorMessage:()=>Dw,getSparseSegmentReductionSegmentIdOutOfRangeErrorMessage:()=>Ew,getUndoAxesPermutation:()=>Ux,isIdentityPermutation:()=>hw,log:()=>Fg,mergeRealAndImagArrays:()=>rw,prepareAndValidate:()=>vy,prepareSplitSize:()=>xw,segment_util:()=>Ei,shouldFuse:()=>sy,slice_util:()=>Pt,splitRealAndImagArrays:()=>ow,stridesOrDilationsArePositive:()=>$x,tupleValuesAreOne:()=>gi,upcastType:()=>ht,validateDefaultValueShape:()=>Oy,validateInput:()=>ty,validateUpdateShape:()=>Wc,warn:()=>re});function My(r,t){let e=r[0].length;r.forEach((n,s)=>{P(n.length===e,()=>`Error in concat${e}D: rank of tensors[${s}] must be the same as the rank of the rest (${e})`)}),P(t>=0&&t<e,()=>`Error in concat${e}D: axis must be between 0 and ${e-1}.`);let o=r[0];r.forEach((n,s)=>{for(let i=0;i<e;i++)P(i===t||n[i]===o[i],()=>`Error in concat${e}D: Shape of tensors[${s}] (${n}) does not match the shape of the rest (${o}) along the non-concatenated axis ${s}.`)})}function zy(r,t){let e=r[0].slice();for(let o=1;o<r.length;o++)e[t]+=r[o][t];return e}var Jt;(function(r){r[r.FIRST_DIM_SIZE=0]="FIRST_DIM_SIZE",r[r.VALUE_ROWIDS=1]="VALUE_ROWIDS",r[r.ROW_LENGTHS=2]="ROW_LENGTHS",r[r.ROW_SPLITS=3]="ROW_SPLITS",r[r.ROW_LIMITS=4]="ROW_LIMITS",r[r.ROW_STARTS=5]="ROW_STARTS"})(Jt||(Jt={}));function Ly(r,t,e){let o=new Array;if(e==null&&t==null)return o;if(t==null)for(;o.length<r+e.length;)o.push(-1);else o=t.slice();if(e==null)return o;if(r+e.length!==o.length)throw new Error(`rt input.shape and shape=${t} are incompatible: rt input.rank = ${r+e.length}, but shape.rank = ${o.length}`);for(let n=1;n<e.length;++n){let s=e[n],i=o[o.length-e.length+n],a=o[i];if(s>=0)if(a>=0){if(a!==s)throw new Error(`rt input.shape and shape=${t} are incompatible: rt input.shape[${n+r}] = ${s} but shape[${n+r}] = ${a}`)}else o[i]=s}return o}function By(r){let t={FIRST_DIM_SIZE:Jt.FIRST_DIM_SIZE,VALUE_ROWIDS:Jt.VALUE_ROWIDS,ROW_LENGTHS:Jt.ROW_LENGTHS,ROW_SPLITS:Jt.ROW_SPLITS,ROW_LIMITS:Jt.ROW_LIMITS,ROW_STARTS:Jt.ROW_STARTS},e=[];for(let o of r)if(o in t)e.push(t[o]);else break;return e}function _y(r){return r.length===0?0:r[0]===Jt.FIRST_DIM_SIZE?r.length-1:r.length}function Oy(r,t){if(r==null||t==null)return;let e=r.length,o=t.length;if(e>=o)throw new Error(`defaultValue.shape=${r} and ragged tensor flatValues.shape=${t}, are incompatible: defaultValue.rank = ${e} must be less than ragged tensor input flatValues.rank = ${o})`);for(let n=0;n<Math.min(e,o-1);++n){let s=r[n],i=t[n+1];if(s>=0&&i>=0&&s!==1&&s!==i)throw new Error(`defaultValue.shape=${r}, and ragged tensor input flatValues.shape=${t} are incompatible: defaultValue.shape[${n-r.length}] = ${s} but ragged tensor input.flatValues.shape[${n-r.length}] = ${i}`)}}var Zo=30;function Uy(r){return r<=Zo?r:Ge(r,Math.floor(Math.sqrt(r)))}function Wy(r,t,e){let o=e*(typeof r=="number"?r:r[0]),n=t*(typeof r=="number"?r:r[1]);return[o,n]}function Vy(r,t,e,o=!0){let n=[];if(o)n=n.concat(t.slice(0)),n.push(r[0]/e),n=n.concat(r.slice(1));else{n=n.concat(r[0]);let s=t.length;for(let i=0;i<s;++i)n=n.concat([r[i+1]/t[i],t[i]]);n=n.concat(r.slice(s+1))}return n}function Gy(r,t,e=!0){let o=[];if(e){o.push(t);for(let n=t+1;n<r;++n)n<=2*t?(o.push(n),o.push(n-(t+1))):o.push(n)}else{let n=[],s=[];for(let i=1;i<r;++i)i>=t*2+1||i%2===1?s.push(i):n.push(i);o.push(...n),o.push(0),o.push(...s)}return o}function Hy(r,t,e,o=!0){let n=[];o?n.push(r[0]/e):n.push(r[0]*e);for(let s=1;s<r.length;++s)s<=t.length?o?n.push(t[s-1]*r[s]):n.push(r[s]/t[s-1]):n.push(r[s]);return n}function qy(r,t){let e=[0];for(let o=0;o<t;++o)e.push(r[o][0]);return e}function Ky(r,t,e){let o=r.slice(0,1);for(let n=0;n<e;++n)o.push(r[n+1]-t[n][0]-t[n][1]);return o}var Xy=1.7580993408473768,jy=1.0507009873554805;var Yy=.3275911,Zy=.254829592,Qy=-.284496736,Jy=1.421413741,tw=-1.453152027,ew=1.061405429;function rw(r,t){if(r.length!==t.length)throw new Error(`Cannot merge real and imag arrays of different lengths. real:${r.length}, imag: ${t.length}.`);let e=new Float32Array(r.length*2);for(let o=0;o<e.length;o+=2)e[o]=r[o/2],e[o+1]=t[o/2];return e}function ow(r){let t=new Float32Array(r.length/2),e=new Float32Array(r.length/2);for(let o=0;o<r.length;o+=2)t[o/2]=r[o],e[o/2]=r[o+1];return{real:t,imag:e}}function nw(r){let t=Math.ceil(r.length/4),e=new Float32Array(t),o=new Float32Array(t);for(let n=0;n<r.length;n+=4)e[Math.floor(n/4)]=r[n],o[Math.floor(n/4)]=r[n+1];return{real:e,imag:o}}function sw(r){let t=Math.floor(r.length/4),e=new Float32Array(t),o=new Float32Array(t);for(let n=2;n<r.length;n+=4)e[Math.floor(n/4)]=r[n],o[Math.floor(n/4)]=r[n+1];return{real:e,imag:o}}function iw(r,t){let e=r[t*2],o=r[t*2+1];return{real:e,imag:o}}function aw(r,t,e,o){r[o*2]=t,r[o*2+1]=e}function uw(r,t){let e=new Float32Array(r/2),o=new Float32Array(r/2);for(let n=0;n<Math.ceil(r/2);n++){let s=(t?2:-2)*Math.PI*(n/r);e[n]=Math.cos(s),o[n]=Math.sin(s)}return{real:e,imag:o}}function lw(r,t,e){let o=(e?2:-2)*Math.PI*(r/t),n=Math.cos(o),s=Math.sin(o);return{real:n,imag:s}}var Di="->",cw=/->/g,pp=",",dp="...";function pw(r,t){r=r.replace(/\s/g,"");let e=(r.length-r.replace(cw,"").length)/Di.length;if(e<1)throw new Error("Equations without an arrow are not supported.");if(e>1)throw new Error(`Equation must contain exactly one arrow ("${Di}").`);let[o,n]=r.split(Di);P(o.indexOf(dp)===-1,()=>`The ellipsis notation ("${dp}") is not supported yet.`);let s=o.split(pp),i=s.length;if(t!==i)throw new Error(`Expected ${i} input tensors, received ${t}`);if(i>2)throw new Error("Support for more than 2 input tensors is not implemented yet.");let a=[];for(let d=0;d<n.length;++d){let m=n[d];if(!s.some(f=>f.indexOf(m)!==-1))throw new Error(`Output subscripts contain the label ${m} not present in the input subscripts.`);a.indexOf(m)===-1&&a.push(m)}for(let d=0;d<o.length;++d){let m=o[d];a.indexOf(m)===-1&&m!==pp&&a.push(m)}let u=new Array(s.length);for(let d=0;d<i;++d){if(new Set(s[d].split("")).size!==s[d].length)throw new Error(`Found duplicate axes in input component ${s[d]}. Support for duplicate axes in input is not implemented yet.`);u[d]=[];for(let m=0;m<s[d].length;++m)u[d].push(a.indexOf(s[d][m]))}let l=a.length,p=n.length,c=[];for(let d=p;d<l;++d)c.push(d);return{allDims:a,summedDims:c,idDims:u}}function dw(r,t){let e=new Array(r);e.fill(-1);for(let n=0;n<t.length;++n)e[t[n]]=n;let o=[];for(let n=0;n<r;++n)e[n]===-1&&o.push(n);return e=e.filter(n=>n!==-1),{permutationIndices:e,expandDims:o}}function mw(r,t,e){let o=new Array(r);for(let n=0;n<e.length;++n){let s=e[n].shape;for(let i=0;i<t[n].length;++i)o[t[n][i]]===void 0?o[t[n][i]]=s[i]:P(o[t[n][i]]===s[i],()=>`Expected dimension ${o[t[n][i]]} at axis ${i} of input shaped ${JSON.stringify(s)}, but got dimension ${s[i]}`)}}function fw(r,t){let e=r,o=[],n=0;r.length===0&&e.push(-1),n=r.length+1;for(let i=0;i<n;++i)o.push([]);let s=[];for(let i=0;i<e.length;++i){let a=e[i],u=gw(t,a);for(let l of u)s.indexOf(l)===-1&&(o[i].push(l),s.push(l))}return{path:e,steps:o}}function hw(r){return r.every((t,e)=>t===e)}function gw(r,t){let e=[];for(let o=0;o<r.length;++o)(r[o].length===0||r[o].indexOf(t)!==-1||t===-1)&&e.push(o);return e}function xw(r,t,e=0){let o=[];if(typeof t=="number")P(r.shape[e]%t===0,()=>"Number of splits must evenly divide the axis."),o=new Array(t).fill(r.shape[e]/t);else{let n=t.reduce((i,a)=>(a===-1&&(i+=1),i),0);P(n<=1,()=>"There should be only one negative value in split array.");let s=t.indexOf(-1);if(s!==-1){let i=t.reduce((a,u)=>u>0?a+u:a);t[s]=r.shape[e]-i}P(r.shape[e]===t.reduce((i,a)=>i+a),()=>"The sum of sizes must match the size of the axis dimension."),o=t}return o}function yw(r){return`Received SparseTensor with denseShape[0] = 0 but
  indices.shape[0] = ${r}`}function ww(r,t){return`indices(${r}, 0) is invalid: ${t} < 0`}function bw(r,t,e){return`indices(${r}, 0) is invalid: ${t} >= ${e}`}function Sw(r,t){return`only one output dimension may be -1, not both ${r} and ${t}`}function Cw(r,t){return`size ${r} must be non-negative, not ${t}`}function Iw(){return"reshape cannot infer the missing input size for an empty tensor unless all specified input sizes are non-zero"}function vw(r,t){let e=st(r),o=st(t);return`Input to reshape is a SparseTensor with ${e}
  dense values, but the requested shape requires a multiple of ${o}. inputShape=${r} outputShape= ${t}`}function kw(r,t){let e=st(r),o=st(t);return`Input to reshape is a tensor with ${e} dense values, but the requested shape has ${o}. inputShape=${r} outputShape=${t}`}function Rw(){return"segment ids must be >= 0"}function Dw(){return"segment ids are not increasing"}function Ew(r,t){return`Segment id ${r} out of range [0, ${t}), possibly because segmentIds input is not sorted.`}function Aw(r,t,e){return`Bad: indices[${r}] == ${t} out of range [0, ${e})`}var Ei={};xe(Ei,{collectGatherOpShapeInfo:()=>Fw,computeOutShape:()=>Nw,segOpComputeOptimalWindowSize:()=>$w});function $w(r,t){let e=!1,o;for(r<=Zo?(o=r,e=!0):o=Ge(r,Math.floor(Math.sqrt(r)));!e;)o>t||o===r?e=!0:o=Ge(r,o+1);return o}function Nw(r,t,e){let o=[],n=r.length;for(let s=0;s<n;s++)s!==t?o.push(r[s]):o.push(e);return o}function Fw(r,t,e,o){let n=t.shape.length,s=r.shape.length;if(o!==0&&(o<-n||o>n))throw new Error(`Expect batchDims in the range of [-${n}, ${n}], but got ${o}`);if(o<0&&(o+=n),o>s)throw new Error(`batchDims (${o}) must be less than rank(x) (
    ${s}).`);if(e<o)throw new Error(`batchDims (${o}) must be less than or equal to axis (${e}).`);for(let c=0;c<o;++c)if(r.shape[c]!==t.shape[c])throw new Error(`x.shape[${c}]: ${r.shape[c]} should be equal to indices.shape[${c}]: ${t.shape[c]}.`);let i=r.shape[e],a=[],u=1,l=1,p=1;for(let c=0;c<o;++c)a.push(r.shape[c]),u*=r.shape[c];for(let c=o;c<e;c++)a.push(r.shape[c]),l*=r.shape[c];for(let c=o;c<n;c++)a.push(t.shape[c]);for(let c=e+1;c<s;c++)a.push(r.shape[c]),p*=r.shape[c];return{batchSize:u,sliceSize:p,outerSize:l,dimSize:i,outputShape:a}}function Tw(r){try{return r.map(t=>er(t))}catch(t){throw new Error(`Failed to decode encoded string bytes into utf-8, error: ${t}`)}}function Pw(r){return r.map(t=>tr(t))}var ur={};xe(ur,{nonMaxSuppressionV3Impl:()=>qc,nonMaxSuppressionV4Impl:()=>Kc,nonMaxSuppressionV5Impl:()=>Xc,whereImpl:()=>Vc});Yc();var Mt=T();Mt.registerFlag("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE",()=>15);Mt.registerFlag("WEBGPU_CPU_FORWARD",()=>!0);Mt.registerFlag("WEBGPU_MATMUL_PROGRAM_TYPE",()=>-1);Mt.registerFlag("WEBGPU_USE_NAIVE_CONV2D_TRANSPOSE",()=>!0);Mt.registerFlag("WEBGPU_USE_LOW_POWER_GPU",()=>!1);Mt.registerFlag("WEBGPU_CPU_HANDOFF_SIZE_THRESHOLD",()=>1e3);Mt.registerFlag("WEBGPU_USE_PROFILE_TOOL",()=>!1);Mt.registerFlag("WEBGPU_IMPORT_EXTERNAL_TEXTURE",()=>!0);Mt.registerFlag("WEBGPU_USE_NAIVE_CONV2D_DEBUG",()=>!1);Mt.registerFlag("WEBGPU_THRESHOLD_TO_INCREASE_WORKGROUPS_FOR_MATMUL",()=>-1);Mt.registerFlag("WEBGPU_CONV_SEPARATE_IM2COL_SHADER",()=>!1);Mt.registerFlag("WEBGPU_PRINT_SHADER",()=>"");Mt.registerFlag("WEBGPU_ENGINE_COMPILE_ONLY",()=>!1);var Qo=class{constructor(t){t&&(this.vendor=t.vendor,this.architecture=t.architecture,this.intelGPUGeneration=this.getIntelGPUGeneration())}getIntelGPUGeneration(){if(this.isIntel()){if(this.architecture.startsWith("gen"))return Number(this.architecture.match(/\d+/));if(this.architecture.startsWith("xe"))return 12}return 0}isIntel(){return this.vendor==="intel"}};var Jo=class{constructor(t){this.device=t,this.numUsedBuffers=0,this.numFreeBuffers=0,this.freeBuffers=new Map,this.usedBuffers=new Map,this.numBytesUsed=0,this.numBytesAllocated=0}acquireBuffer(t,e,o=!1,n=!0){let s,i=mp(t,e);return n?(this.freeBuffers.has(i)||this.freeBuffers.set(i,[]),this.freeBuffers.get(i).length>0?(s=this.freeBuffers.get(i).pop(),this.numFreeBuffers--):(s=this.device.createBuffer({size:t,usage:e,mappedAtCreation:o}),this.numBytesAllocated+=t)):(s=this.device.createBuffer({size:t,usage:e,mappedAtCreation:o}),this.numBytesAllocated+=t),this.usedBuffers.has(i)||this.usedBuffers.set(i,[]),this.usedBuffers.get(i).push(s),this.numUsedBuffers++,this.numBytesUsed+=t,s}releaseBuffer(t,e=!0){if(this.freeBuffers.size===0)return;let o=t.size,n=t.usage,s=mp(o,n),i=this.usedBuffers.get(s),a=i.indexOf(t);if(a<0)throw new Error("Cannot find the buffer in buffer manager");i[a]=i[i.length-1],i.pop(),this.numUsedBuffers--,this.numBytesUsed-=o,e?(this.freeBuffers.get(s).push(t),this.numFreeBuffers++):(t.destroy(),this.numBytesAllocated-=o)}getNumUsedBuffers(){return this.numUsedBuffers}getNumFreeBuffers(){return this.numFreeBuffers}dispose(){this.freeBuffers.forEach((t,e)=>{t.forEach(o=>{o.destroy()})}),this.usedBuffers.forEach((t,e)=>{t.forEach(o=>{o.destroy()})}),this.freeBuffers=new Map,this.usedBuffers=new Map,this.numUsedBuffers=0,this.numFreeBuffers=0,this.numBytesUsed=0,this.numBytesAllocated=0}};function mp(r,t){return`${r}_${t}`}var tn=class{constructor(t){this.device=t,this.numUsedTextures=0,this.numFreeTextures=0,this.freeTextures=new Map,this.usedTextures=new Map,this.numBytesUsed=0,this.numBytesAllocated=0}acquireTexture(t,e,o,n){let s=hp(o),i=t*e*s,a=fp(t,e,o,n);if(this.freeTextures.has(a)||this.freeTextures.set(a,[]),this.usedTextures.has(a)||this.usedTextures.set(a,[]),this.numBytesUsed+=i,this.numUsedTextures++,this.freeTextures.get(a).length>0){this.numFreeTextures--;let l=this.freeTextures.get(a).shift();return this.usedTextures.get(a).push(l),l}this.numBytesAllocated+=i;let u=this.device.createTexture({size:[t,e],format:o,usage:n});return this.usedTextures.get(a).push(u),u}releaseTexture(t){if(this.freeTextures.size===0)return;let e=t.width,o=t.height,n=t.format,s=t.usage,i=fp(e,o,n,s);this.freeTextures.has(i)||this.freeTextures.set(i,[]),this.freeTextures.get(i).push(t),this.numFreeTextures++,this.numUsedTextures--;let a=this.usedTextures.get(i),u=a.indexOf(t);if(u<0)throw new Error("Cannot release a texture that was never provided by this texture manager");a.splice(u,1);let l=hp(n),p=e*o*l;this.numBytesUsed-=p}getNumUsedTextures(){return this.numUsedTextures}getNumFreeTextures(){return this.numFreeTextures}dispose(){this.freeTextures.forEach((t,e)=>{t.forEach(o=>{o.destroy()})}),this.usedTextures.forEach((t,e)=>{t.forEach(o=>{o.destroy()})}),this.freeTextures=new Map,this.usedTextures=new Map,this.numUsedTextures=0,this.numFreeTextures=0,this.numBytesUsed=0,this.numBytesAllocated=0}};function fp(r,t,e,o){return`${r}_${t}_${e}_${o}`}function hp(r){if(r==="rgba8unorm")return 16;throw new Error(`${r} is not supported!`)}function gp(r,t){if(Math.max(...r)>5)throw new Error("Cannot symbolically compute strides for rank > 6 tensor.");let e=r.length,o="xyzwuv",n=r.map(i=>`${t}.${o[i]}`),s=new Array(e-1);s[e-2]=n[e-1];for(let i=e-3;i>=0;--i)s[i]=`(${s[i+1]} * ${n[i+1]})`;return s}var At=(r,t,e)=>e==="int32"?`atomicAdd(${r}, bitcast<i32>(${t}));`:`
          {
            var oldValue = 0;
            loop {
              let newValueF32 = bitcast<f32>(oldValue) + (${t});
              let newValue = bitcast<i32>(newValueF32);
              let res = atomicCompareExchangeWeak(${r}, oldValue, newValue);
              if res.exchanged {
                break;
              }
              oldValue = res.old_value;
            }
          }`;var ae;(function(r){r[r.FROM_PIXELS=0]="FROM_PIXELS",r[r.DRAW=1]="DRAW"})(ae||(ae={}));var bp=(r,t,e,o,n)=>{let s={dtype:o.dtype,shape:o.shape},i=Lw(e,s,t),a=r.createShaderModule({code:i,label:t.constructor.name}),u=T().get("WEBGPU_PRINT_SHADER");if(u!==""){u=u.toLowerCase();let l=u.split(",");(u==="all"||l.some(p=>t.shaderKey.toLowerCase().includes(p)))&&(console.group(t.shaderKey),console.debug(i),console.groupEnd())}return n?r.createComputePipelineAsync({compute:{module:a,entryPoint:"_start"},label:t.constructor.name,layout:"auto"}):r.createComputePipeline({compute:{module:a,entryPoint:"_start"},label:t.constructor.name,layout:"auto"})},U=(r,t="f32")=>{switch(r){case 1:return`${t}`;case 2:return`vec2<${t}>`;case 3:return`vec3<${t}>`;case 4:return`vec4<${t}>`;default:throw new Error(`${r}-component ${t} is not supported.`)}};function X(r){if(r<=1)return"i32";if(r===2)return"vec2<i32>";if(r===3)return"vec3<i32>";if(r===4)return"vec4<i32>";if(r===5)return"vec5";if(r===6)return"vec6";throw Error(`GPU for rank ${r} is not yet supported`)}function Ot(r){if(r===0)return"x";if(r===1)return"y";if(r===2)return"z";if(r===3)return"w";if(r===4)return"u";if(r===5)return"v";throw Error(`Index ${r} is not yet supported`)}function C(...r){let t;switch(r.length){case 0:t=`
        fn main()
      `;break;case 1:t=`
        fn main(${r[0]} : i32)
      `;break;default:throw Error("Unreachable")}return t}function xp(r,t){let e;return e=`
     ${zw(t)}
      fn _start(@builtin(local_invocation_id) LocalId : vec3<u32>,
                @builtin(global_invocation_id) GlobalId : vec3<u32>,
                @builtin(local_invocation_index) LocalIndex: u32,
                @builtin(workgroup_id) WorkgroupId : vec3<u32>,
                @builtin(num_workgroups) NumWorkgroups : vec3<u32>) {
        localId = LocalId;
        localIndex = LocalIndex;
        globalId = GlobalId;
        numWorkgroups = NumWorkgroups;
        workgroupId = WorkgroupId;
        ${r?"main(getGlobalIndex());":"main();"};
      }
    `,e}function zw(r){return`
  @compute @workgroup_size(${r.workgroupSize[0]}, ${r.workgroupSize[1]}, ${r.workgroupSize[2]})
`}function Lw(r,t,e){let o=[],n=e.workgroupSize[0]*e.workgroupSize[1]*e.workgroupSize[2];if(e.outputComponent=e.outputComponent?e.outputComponent:1,o.push(`

      var<private> localId: vec3<u32>;
      var<private> localIndex: u32;
      var<private> globalId: vec3<u32>;
      var<private> numWorkgroups: vec3<u32>;
      var<private> workgroupId: vec3<u32>;

      // Only used when the y/z dimension of workgroup size is 1.
      fn getGlobalIndex() -> i32 {
        ${Cp(e)?"  return i32(globalId.x);":`  return i32((workgroupId.z * numWorkgroups.x * numWorkgroups.y +
                workgroupId.y * numWorkgroups.x + workgroupId.x) * ${n}u +
                localIndex);
        `}
      }
    `),e.pixelsOpType!=null){let f=e.pixelsOpType===ae.FROM_PIXELS?`@group(0) @binding(0) var<storage, read_write> result: array<${he(t.dtype,e.outputComponent)}>;`:`@group(0) @binding(1) var<storage, read> inBuf : array<${he(r[0].dtype,e.outputComponent)}>;`,g=t.shape.length===3?"vec2<i32>":"i32";o.push(`
        struct Uniform {
          outShapeStrides : ${g},
          size            : i32,
          numChannels     : i32,
          alpha           : f32,
        };

        ${f}
        @group(0) @binding(2) var<uniform> uniforms: Uniform;
      `);let h=wp(e);return[yp,o.join(`
`),Br(t.shape),e.getUserCode(),xp(h,e)].join(`
`)}let s,i,a="struct Uniforms { NAN : f32, INFINITY : f32, ";e.variableNames.forEach((f,g)=>{let h=X(r[g].shape.length);a+=`${f.charAt(0).toLowerCase()+f.slice(1)}Shape : ${h}, `,s=r[g].shape.length-1,i=X(s),a+=`${f.charAt(0).toLowerCase()+f.slice(1)}ShapeStrides: ${i}, `});let u=X(t.shape.length);a+=`outShape : ${u}, `,s=t.shape.length-1,i=X(s),a+=`
         outShapeStrides: ${i}, `,e.size&&(a+="size : i32, "),e.uniforms&&(a+=e.uniforms),a+="};",a=Hw(a),o.push(a),e.atomic?o.push(`
      @group(0) @binding(0) var<storage, read_write> result: array<atomic<i32>>;
    `):o.push(`
      @group(0) @binding(0) var<storage, read_write> result: array<${he(t.dtype,e.outputComponent)}>;
    `),e.variableNames.forEach((f,g)=>{o.push(`
      @group(0) @binding(${1+g}) var<storage, read> ${f}: array<${e.variableComponents?he(r[g].dtype,e.variableComponents[g]):he(r[g].dtype,e.outputComponent)}>;
        `)}),a!==""&&o.push(`
      @group(0) @binding(${1+e.variableNames.length}) var<uniform> uniforms: Uniforms;
      `);let l=Ww(t.shape,e.dispatchLayout),p=[yp,o.join(`
`)+Bw,Br(t.shape),l,Vw(t.shape.length)];e.atomic||p.push(Gw(t.shape,t.dtype,e.outputComponent)),e.variableNames.forEach((f,g)=>{p.push(`${Br(r[g].shape,f)}`)});let c=r.map((f,g)=>Uw(f,t.shape,e.variableComponents?e.variableComponents[g]:e.outputComponent,e.dispatchLayout.x.length===t.shape.length)).join(`
`);p.push(c),p.push(e.getUserCode());let d=wp(e);return p.push(xp(d,e)),p.join(`
`)}function Sp(r,t,e){let o=r.shaderKey;if(r.pixelsOpType!=null)return o;let n=[],s=[];t.forEach(p=>{n.push(p.shape),s.push(p.dtype)}),n.push(e.shape),s.push(e.dtype);let i=t.map(p=>S.getBroadcastDims(p.shape,e.shape)),a=t.map(p=>x.arraysEqual(p.shape,e.shape)).join("_"),u=i.map(p=>p.join("_")).join(";"),l=Cp(r)?"flatDispatch":"";return o+="_"+(r.workgroupSize?r.workgroupSize.join(","):"")+n.map(p=>p.length).join(",")+s.join(",")+r.variableNames.join(",")+u+a+l,o}var yp=`
  struct vec5 {x: i32, y: i32, z: i32, w: i32, u: i32};
  struct vec6 {x: i32, y: i32, z: i32, w: i32, u: i32, v: i32};

  // Checks whether coordinates lie within the bounds of the shape.
  fn coordsInBounds2D(coord : vec2<i32>, shape : vec2<i32>) -> bool {
    return all(coord >= vec2<i32>(0)) && all(coord < shape);
  }
  fn coordsInBounds3D(coord : vec3<i32>, shape : vec3<i32>) -> bool {
    return all(coord >= vec3<i32>(0)) && all(coord < shape);
  }
  fn coordsInBounds4D(coord : vec4<i32>, shape : vec4<i32>) -> bool {
    return all(coord >= vec4<i32>(0)) && all(coord < shape);
  }

  fn getIndexFromCoords1D(coord : i32, shape : i32) -> i32 {
    return coord;
  }
  fn getIndexFromCoords2D(coords : vec2<i32>, shape : vec2<i32>) -> i32 {
    return dot(coords, vec2<i32>(shape.y, 1));
  }
  fn getIndexFromCoords3D(coords : vec3<i32>, shape : vec3<i32>) -> i32 {
    return dot(coords, vec3<i32>(shape.y * shape.z, shape.z, 1));
  }
  fn getIndexFromCoords4D(coords : vec4<i32>, shape : vec4<i32>) -> i32 {
    return dot(coords, vec4<i32>(
        shape.y * shape.z * shape.w, shape.z * shape.w, shape.w, 1));
  }
  fn getIndexFromCoords5D(coords : vec5, shape : vec5) -> i32 {
    let shapeStrides: vec5 = vec5(shape.y * shape.z * shape.w * shape.u, shape.z * shape.w * shape.u, shape.w * shape.u, shape.u, 1);
    return coords.x*shapeStrides.x + coords.y*shapeStrides.y + coords.z*shapeStrides.z + coords.w*shapeStrides.w + coords.u*shapeStrides.u;
  }
  fn getIndexFromCoords6D(coords : vec6, shape : vec6) -> i32 {
    let shapeStrides: vec6 = vec6(shape.y * shape.z * shape.w * shape.u * shape.v, shape.z * shape.w * shape.u * shape.v, shape.w * shape.u * shape.v, shape.u * shape.v, shape.v, 1);
    return coords.x*shapeStrides.x + coords.y*shapeStrides.y + coords.z*shapeStrides.z + coords.w*shapeStrides.w + coords.u*shapeStrides.u + coords.v*shapeStrides.v;
  }

  // NaN defination in IEEE 754-1985 is :
  //   - sign = either 0 or 1.
  //   - biased exponent = all 1 bits.
  //   - fraction = anything except all 0 bits (since all 0 bits represents infinity).
  // https://en.wikipedia.org/wiki/IEEE_754-1985#Representation_of_non-numbers
  fn isnan(val: f32) -> bool {
    let floatToUint: u32 = bitcast<u32>(val);
    return (floatToUint & 0x7fffffffu) > 0x7f800000u;
  }
  fn isnanVec4(val : vec4<f32>) -> vec4<bool> {
    let floatToUint: vec4<u32> = bitcast<vec4<u32>>(val);
    return (floatToUint & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u);
  }
`,Bw=`
  fn isinf(val: f32) -> bool {
    return abs(val) == uniforms.INFINITY;
  }
`;function Br(r,t=""){let e=r.length,o=t!==""?`get${t.charAt(0).toUpperCase()+t.slice(1)}CoordsFromIndex`:"getCoordsFromIndex",n=t!==""?`${t.charAt(0).toLowerCase()+t.slice(1)}ShapeStrides`:"outShapeStrides";if(e<=1)return`fn ${o}(index : i32) -> i32 { return index; }`;let s=x.computeStrides(r),i=X(e),a=[];for(let l=0;l<e;l++)a.push(`d${l}`);if(s.length===1)return`    fn ${o}(index : i32) -> vec2<i32> {
      let d0 = index / uniforms.${n}; let d1 = index - d0 * uniforms.${n};
      return vec2<i32>(d0, d1);
    }`;let u;return u="var index2 = index;"+s.map((l,p)=>{let c=`let ${a[p]} = index2 / uniforms.${n}.${Ot(p)}`,d=p===s.length-1?`let ${a[p+1]} = index2 - ${a[p]} * uniforms.${n}.${Ot(p)}`:`index2 = index2 - ${a[p]} * uniforms.${n}.${Ot(p)}`;return`${c}; ${d};`}).join(""),`
    fn ${o}(index : i32) -> ${i} {
      ${u}
      return ${i}(${a.join(",")});
    }
  `}function _w(r,t){let e=r.name,o=r.shape.length,n=X(o),s="get"+e.charAt(0).toUpperCase()+e.slice(1),i=["d0","d1","d2","d3","d4","d5"].slice(0,o),a=i.map(p=>`${p} : i32`).join(", ");if(o<1)return`
      fn ${s}() -> ${U(t)} {
        return ${U(t)}(${e}[0]);
      }
    `;let u=`uniforms.${e.charAt(0).toLowerCase()+e.slice(1)}Shape`,l=`${o}D`;return o===0&&(l="1D"),`
    fn ${s}(${a}) -> ${U(t)} {
      return ${U(t)}(${e}[getIndexFromCoords${l}(${n}(${i.join(",")}),
        ${u})${t===1?"":` / ${t}`}]);
    }
   `}function Ow(r,t,e,o){let n=r.name,s=n.charAt(0).toUpperCase()+n.slice(1),i="get"+s+"ByOutput",a=r.shape.length,u=t.length,l=X(u);if(x.arraysEqual(r.shape,t)&&o)return`
    fn ${i}Index(globalIndex : i32) -> ${U(e)} {
      return ${U(e)}(${n}[globalIndex]);
    }

    fn ${i}Coords(coords : ${l}) -> ${U(e)} {
      return ${U(e)}(${n}[${u>1?"getOutputIndexFromCoords(coords)":"coords"}${e===1?"":` / ${e}`}]);
    }
    `;let p=S.getBroadcastDims(r.shape,t),c=u-a,d="";if(a===0)return`
    fn ${i}Index(globalIndex : i32) -> ${U(e)}{
      return get${s}();
    }

    fn ${i}Coords(coords : ${l}) -> ${U(e)}{
      return get${s}();
    }
  `;u<2&&p.length>=1?d="coords = 0;":d=p.map(h=>`coords.${Ot(h+c)} = 0;`).join(`
`);let m="";if(u<2&&a>0)m="coords";else if(u>1){let h=X(a),y=r.shape.map((w,b)=>`coords.${Ot(b+c)}`).join(", ");m=`${h}(${y})`}else m="coords";let f=`uniforms.${n.charAt(0).toLowerCase()+n.slice(1)}Shape`,g=`${a}D`;return`
  fn ${i}Index(globalIndex : i32) -> ${U(e)} {
    var coords = getCoordsFromIndex(globalIndex);
    ${d}
    return ${U(e)}(${n}[getIndexFromCoords${g}(${m}, ${f})${e===1?"":` / ${e}`}]);
  }

  fn ${i}Coords(coordsIn : ${l}) -> ${U(e)} {
    var coords = coordsIn;
    ${d}
    return ${U(e)}(${n}[getIndexFromCoords${g}(${m}, ${f})${e===1?"":` / ${e}`}]);
  }
`}function Uw(r,t,e,o){let n=_w(r,e);return r.shape.length<=t.length&&(n+=Ow(r,t,e,o)),n}function Ww(r,t){let{x:e,y:o=[],z:n=[]}=t,s=r.length,i=e.length+o.length+n.length;if(i!==s)return"";if(e.length===s)return`fn getOutputCoords() -> ${X(s)}{
    let globalIndex = getGlobalIndex();
    return getCoordsFromIndex(globalIndex);
  }
  `;let a="",u=[e,o,n];for(let d=0;d<u.length;d++){let m=u[d];if(m.length!==0)if(m.length===1)a+=`let d${m[0]} = i32(globalId[${d}]);`;else{let f=gp(m,"uniforms.outShape");a+=`var index${d} = i32(globalId[${d}]);`;for(let g=0;g<f.length;g++)a+=`let d${m[g]} = index${d} / ${f[g]};`,g===f.length-1?a+=`let d${m[g+1]} = index${d} - d${m[g]} * ${f[g]};`:a+=`index${d} = index${d} - d${m[g]} * ${f[g]};`}}let l=[];for(let d=0;d<i;d++)l.push(`d${d}`);let p=X(i),c=`fn getOutputCoords() -> ${p} {
  ${a}
`;return l.length===0?c+=`return ${p}(0); }`:c+=`return ${p}(${l.join(",")}); }`,c}function Vw(r){let t="";switch(r){case 0:case 1:t+=`
        fn getOutputIndexFromCoords(coords : i32) -> i32 {
          return coords;
        }
        `;break;case 2:t+=`
        fn getOutputIndexFromCoords(coords : vec2<i32>) -> i32 {
          return dot(coords, vec2<i32>(uniforms.outShapeStrides, 1));
        }
        `;break;case 3:t+=`
        fn getOutputIndexFromCoords(coords : vec3<i32>) -> i32 {
          return dot(coords, vec3<i32>(uniforms.outShapeStrides.x, uniforms.outShapeStrides.y, 1));
        }
        `;break;case 4:t+=`
        fn getOutputIndexFromCoords(coords : vec4<i32>) -> i32 {
          return dot(coords, vec4<i32>(
            uniforms.outShapeStrides.x, uniforms.outShapeStrides.y, uniforms.outShapeStrides.z, 1));
        }
        `;break;case 5:t+=`
        fn getOutputIndexFromCoords(coords : vec5) -> i32 {
          return coords.x * uniforms.outShapeStrides.x +
              coords.y * uniforms.outShapeStrides.y +
              coords.z * uniforms.outShapeStrides.z +
              coords.w * uniforms.outShapeStrides.w +
              coords.u;
        }
        `;break;case 6:t+=`
        fn getOutputIndexFromCoords(coords : vec6) -> i32 {
          return coords.x * uniforms.outShapeStrides.x +
              coords.y * uniforms.outShapeStrides.y +
              coords.z * uniforms.outShapeStrides.z +
              coords.w * uniforms.outShapeStrides.w +
              coords.u * uniforms.outShapeStrides.u +
              coords.v;
        }
        `;break;default:x.assert(!1,()=>`Unsupported ${r}D shape`);break}return t}function Cp(r){return r.dispatch[1]===1&&r.dispatch[2]===1}function he(r,t=1){if(r==="float32")return U(t,"f32");if(r==="int32"||r==="bool")return U(t,"i32");throw new Error(`type ${r} is not supported.`)}function Gw(r,t,e){let o=r.length,n=he(t,e),s=`fn setOutputAtIndex(flatIndex : i32, value : ${U(e)}) {
      result[flatIndex] = ${n}(value);
    }

    fn setOutputAtIndexI32(flatIndex : i32, value : ${U(e,"i32")}) {
      result[flatIndex] = ${n}(value);
    }
    `;if(o>=2){let i=["d0","d1","d2","d3","d4","d5"].slice(0,o),a=X(o);s+=`
      fn setOutputAtCoords(${i.map(u=>`${u} : i32`).join(", ")}, value : ${U(e)}) {
        let flatIndex = getOutputIndexFromCoords(${a}(${i.join(", ")}));
        setOutputAtIndex(flatIndex${e===1?"":` / ${e}`}, value);
      }
      fn setOutputAtCoordsI32(${i.map(u=>`${u} : i32`).join(", ")}, value : ${U(e,"i32")}) {
        let flatIndex = getOutputIndexFromCoords(${a}(${i.join(", ")}));
        setOutputAtIndexI32(flatIndex${e===1?"":` / ${e}`}, value);
      }
    `}return s}function Hw(r){let t=/(\w+)\s*:\s*vec(5|6)/g;r=r.replace(t,o=>"@align(16) "+o);let e=/vec(5|6)\s*,\s*(\w+)/g;return r=r.replace(e,(o,n,s)=>`vec${n}, @align(16) ${s}`),r}function wp(r){return!(r.dispatchLayout.hasOwnProperty("y")&&r.dispatchLayout.y.length!==0||r.dispatchLayout.hasOwnProperty("z")&&r.dispatchLayout.z.length!==0)}var Fe=r=>{let t=1;for(let e=0;e<r.length;e++)t*=r[e];return t};function I(r,t,e=[1,1,1],o=[1,1,1]){let[n,s,i]=[Math.ceil(Fe(r.x.map(a=>t[a]))/(e[0]*o[0])),r.y?Math.ceil(Fe(r.y.map(a=>t[a]))/(e[1]*o[1])):1,r.z?Math.ceil(Fe(r.z.map(a=>t[a]))/(e[2]*o[2])):1];return[n,s,i]}function Ip(r,t,e,o=!1){let n=[8,8,1],s=[4,4,1];return o||(r<=8&&(s[1]=1),t<=16&&e<=16&&(n[0]=4)),{workgroupSize:n,elementsPerThread:s}}function en(r,t,e=!1){if(e)return[8,8,1];let o=Fe(r.x.map(s=>t[s])),n=Fe(r.y.map(s=>t[s]));return o<=4?[4,16,1]:n<=4?[16,4,1]:[16,16,1]}function rn(r,t,e=!1){if(e)return[4,4,1];let o=Fe(r.x.map(s=>t[s])),n=Fe(r.y.map(s=>t[s]));return o<=4?[1,2,1]:n<=4?[2,1,1]:[2,2,1]}function k(r){return{x:r.map((t,e)=>e)}}function Ai(r){if(r==="float32"||r==="int32"||r==="bool"||r==="string")return 4;if(r==="complex64")return 8;throw new Error(`Unknown dtype ${r}`)}function on(){return!!(typeof globalThis<"u"&&globalThis.navigator&&globalThis.navigator.gpu)}function nn(r,t){Array.isArray(r)||(r=[r]),r.forEach(e=>{e!=null&&x.assert(e.dtype!=="complex64",()=>`${t} does not support complex64 tensors in the WebGPU backend.`)})}var Kt;(function(r){r[r.MatMulReduceProgram=0]="MatMulReduceProgram",r[r.MatMulSplitKProgram=1]="MatMulSplitKProgram",r[r.MatMulSmallOutputSizeProgram=2]="MatMulSmallOutputSizeProgram",r[r.MatMulPackedProgram=3]="MatMulPackedProgram",r[r.MatMulMax=4]="MatMulMax"})(Kt||(Kt={}));var Kw=T().getNumber("WEBGPU_CPU_HANDOFF_SIZE_THRESHOLD"),Xw=(r,t)=>{let e=r.limits.maxComputeWorkgroupsPerDimension,o=t.dispatchLayout,n=t.dispatch;if(n.every(i=>i<=e))return n;x.assert(n[0]>e&&o.y===void 0&&o.z===void 0,()=>"Dispatch size exceeds WebGPU limits in Y or Z dimension.");let s=Math.ceil(Math.sqrt(n[0]));return s>e?(s=Math.ceil(Math.cbrt(n[0])),x.assert(s<=e,()=>"Total dispatch size exceeds WebGPU maximum."),[s,s,s]):[s,s,1]},lr=class r extends ye{nextDataId(){return r.nextDataId++}constructor(t,e){if(super(),this.commandQueueOwnedIds=new WeakSet,this.dispatchCountInPass=0,this.disposed=!1,this.downloadWaitMs=0,this.tensorDataPendingDisposal=[],this.queryResolveBuffer=null,this.querySet=null,this.querySetCount=2,this.stagingPendingDisposal=[],this.uniformPendingDisposal=[],this.uploadWaitMs=0,this.hasReadSyncWarned=!1,this.hasTimestampQueryWarned=!1,!on())throw new Error("WebGPU is not supported on this device");this.pipelineCache={},this.device=t,this.queue=t.queue,this.commandEncoder=null,this.computePassEncoder=null,this.adapterInfo=new Qo(e),this.supportTimestampQuery=this.device.features.has("timestamp-query"),this.thresholdToIncreaseWorkgroups=this.adapterInfo.intelGPUGeneration>=12?16:8,this.bufferManager=new Jo(this.device),this.textureManager=new tn(this.device),this.tensorMap=new Cr(this,To()),T().getBool("WEBGPU_USE_PROFILE_TOOL")&&(this.dummyCanvas=document.createElement("canvas"),this.dummyCanvas.width=1,this.dummyCanvas.height=1,this.dummyContext=this.dummyCanvas.getContext("webgpu"),this.dummyContext.configure({device:t,format:"bgra8unorm"}),document.body.appendChild(this.dummyCanvas))}floatPrecision(){return 32}disposeData(t,e=!1){if(!this.tensorMap.has(t))return!0;let o=this.tensorMap.get(t);return e?o.refCount=0:o.refCount--,o.refCount>0?!1:(o.complexTensorInfos!=null&&(this.disposeData(o.complexTensorInfos.real.dataId),this.disposeData(o.complexTensorInfos.imag.dataId)),this.commandQueueOwnedIds.has(t)?(this.tensorDataPendingDisposal.push(t),!0):(this.releaseResource(t),this.tensorMap.delete(t),!0))}memory(){return{numBytesInGPU:this.bufferManager.numBytesUsed,numBytesAllocatedInGPU:this.bufferManager.numBytesAllocated,unreliable:!1}}releaseResource(t){let e=this.tensorMap.get(t);if(!(!e||!e.resource)){if(e.external){e.resource=null;return}e.resource instanceof GPUBuffer?this.bufferManager.releaseBuffer(e.resource):e.resource instanceof GPUTexture&&this.textureManager.releaseTexture(e.resource),e.resource=null}}refCount(t){return this.tensorMap.has(t)?this.tensorMap.get(t).refCount:0}incRef(t){let e=this.tensorMap.get(t);e.refCount++}decRef(t){if(this.tensorMap.has(t)){let e=this.tensorMap.get(t);e.refCount--}}write(t,e,o){if(o==="complex64"&&t!=null)throw new Error("Cannot write to a complex64 dtype. Please use tf.complex(real, imag).");let n={id:this.nextDataId()};return this.tensorMap.set(n,{dtype:o,shape:e,values:t,refCount:1}),n}move(t,e,o,n,s){if(n==="complex64")throw new Error("Cannot write to a complex64 dtype. Please use tf.complex(real, imag).");this.tensorMap.set(t,{dtype:n,shape:o,values:e,refCount:s})}submitQueue(){this.queue.submit([this.commandEncoder.finish()]),this.commandEncoder=null,this.dispatchCountInPass=0,this.commandQueueOwnedIds=new WeakSet,this.tensorDataPendingDisposal.forEach(t=>{this.releaseResource(t),this.tensorMap.delete(t)}),this.uniformPendingDisposal.forEach(t=>this.bufferManager.releaseBuffer(t)),this.stagingPendingDisposal.forEach(t=>this.bufferManager.releaseBuffer(t,!1)),this.tensorDataPendingDisposal=[],this.uniformPendingDisposal=[],this.stagingPendingDisposal=[]}ensureCommandEncoderReady(){this.commandEncoder||(this.commandEncoder=this.device.createCommandEncoder())}endComputePassEncoder(){this.computePassEncoder&&(this.computePassEncoder.end(),this.computePassEncoder=null)}async checkCompileCompletionAsync(){let t;try{t=await Promise.all(Object.values(this.pipelineCache))}catch(e){throw new Error(e.message)}Object.keys(this.pipelineCache).map((e,o)=>{this.pipelineCache[e]=t[o]})}async getBufferData(t){if(T().getBool("WEBGPU_ENGINE_COMPILE_ONLY"))return console.warn("The data may be invalid since WEBGPU_ENGINE_COMPILE_ONLY is true, this can only be called when WEBGPU_ENGINE_COMPILE_ONLY is false"),null;let e=t.size,o=this.bufferManager.acquireBuffer(e,GPUBufferUsage.COPY_DST|GPUBufferUsage.MAP_READ);this.ensureCommandEncoderReady(),this.endComputePassEncoder(),this.commandEncoder.copyBufferToBuffer(t,0,o,0,e),this.submitQueue(),await o.mapAsync(GPUMapMode.READ);let n=o.getMappedRange().slice(0);return o.unmap(),o!=null&&this.bufferManager.releaseBuffer(o),T().getBool("WEBGPU_USE_PROFILE_TOOL")&&(x.assert(this.dummyContext!==void 0,()=>"Fail to get context for profiling tool"),this.dummyContext.getCurrentTexture()),n}convertAndCacheOnCPU(t,e){let o=this.tensorMap.get(t);return o.values=e,o.values}readSync(t){let e=this.tensorMap.get(t),{values:o,complexTensorInfos:n}=e;if(o!=null||e.dtype==="string")return o;if(e.dtype==="complex64"){let g=this.readSync(n.real.dataId),h=this.readSync(n.imag.dataId),y=x.convertBackendValuesAndArrayBuffer(S.mergeRealAndImagArrays(g,h).buffer,"float32");return this.convertAndCacheOnCPU(t,y),y}this.hasReadSyncWarned||(this.hasReadSyncWarned=!0,console.warn("The performance of synchronously reading data from GPU to CPU is poor on the webgpu backend, please use asynchronous APIs instead."));let s=["opaque","premultiplied"],i=e.resource,a=i.size;x.assert(a%4===0,()=>"Because there is 4 bytes for one pixel, buffer size must be multiple of 4.");let u=a/4,l=new ArrayBuffer(a),p=256,c=256,d=s.map(g=>new OffscreenCanvas(p,c)),m=new OffscreenCanvas(p,c);this.endComputePassEncoder(),d.map((g,h)=>{let y=g.getContext("webgpu");return y.configure({device:this.device,format:"bgra8unorm",usage:GPUTextureUsage.COPY_DST,alphaMode:s[h]}),y.getCurrentTexture()}).map((g,h)=>{let y=p*4,w=(L,B,K)=>{this.ensureCommandEncoderReady(),this.commandEncoder.copyBufferToTexture({buffer:i,bytesPerRow:y,offset:K},{texture:g},{width:L,height:B}),this.submitQueue();let H=m.getContext("2d",{willReadFrequently:!0});H.clearRect(0,0,L,B),H.drawImage(d[h],0,0);let Y=H.getImageData(0,0,L,B).data,at=s[h],nt=new Uint8ClampedArray(l,K,L*B*4);for(let it=0;it<nt.length;it+=4)if(at==="premultiplied")nt[it+3]=Y[it+3];else{let dt=Y[it];nt[it]=Y[it+2],nt[it+1]=Y[it+1],nt[it+2]=dt}},b=Math.floor(u/(p*c)),v=p,R=c,A=0;for(let L=0;L<b;L++)w(v,R,A),A+=p*c*4;let N=u%(p*c);R=Math.floor(N/p),R>0&&(w(v,R,A),A+=R*(p*4)),v=N%p,v>0&&w(v,1,A)});let f=x.convertBackendValuesAndArrayBuffer(l,e.dtype);return this.convertAndCacheOnCPU(t,f),f}async read(t){if(!this.tensorMap.has(t))throw new Error(`Tensor ${t} was not registered!`);let e=this.tensorMap.get(t),{values:o}=e;if(o!=null)return o;let n;if(e.dtype==="complex64"){let s=await Promise.all([this.read(e.complexTensorInfos.real.dataId),this.read(e.complexTensorInfos.imag.dataId)]),i=s[0],a=s[1];n=S.mergeRealAndImagArrays(i,a)}else{let s=await this.getBufferData(e.resource);n=x.convertBackendValuesAndArrayBuffer(s,e.dtype)}return this.convertAndCacheOnCPU(t,n),n}copyBuffer(t){let e=t.size,o=t.usage,n=this.bufferManager.acquireBuffer(e,o);return this.ensureCommandEncoderReady(),this.endComputePassEncoder(),this.commandEncoder.copyBufferToBuffer(t,0,n,0,e),this.submitQueue(),n}createTensorFromGPUData(t,e,o){let n=t.buffer;if(o==="complex64")throw new Error("Cannot write to a complex64 dtype. ");let s={id:this.nextDataId()};this.tensorMap.set(s,{dtype:o,shape:e,values:null,refCount:1,external:t.zeroCopy});let i=this.tensorMap.get(s),a=Ai(i.dtype)*x.sizeFromShape(i.shape);if(t.buffer.size<a)throw new Error(`GPUBuffer size(${t.buffer.size}) is smaller than tensor size(${a})!`);if((t.buffer.usage&(GPUBufferUsage.STORAGE|GPUBufferUsage.COPY_SRC))!==(GPUBufferUsage.STORAGE|GPUBufferUsage.COPY_SRC))throw new Error("GPUBuffer.usage should include GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC!");return t.zeroCopy!==!0&&(n=this.copyBuffer(n)),i.resource=n,To().makeTensorFromDataId(s,e,o,this)}readToGPU(t){let e=this.tensorMap.get(t),{values:o,dtype:n,shape:s,resource:i}=e;if(n==="complex64")throw new Error("Does not support reading buffer for complex64 dtype.");if(i==null)throw o!=null?new Error("Data is not on GPU but on CPU."):new Error("There is no data on GPU or CPU.");let a=i,u=a.size,l=a.usage,p=this.bufferManager.acquireBuffer(u,l);this.ensureCommandEncoderReady(),this.endComputePassEncoder(),this.commandEncoder.copyBufferToBuffer(i,0,p,0,u),this.submitQueue();let c=this.makeTensorInfo(s,n),d=To().makeTensorFromTensorInfo(c),m=this.tensorMap.get(c.dataId);return m.resource=p,{tensorRef:d,buffer:p}}bufferSync(t){let e=this.readSync(t.dataId);if(t.dtype==="string")try{let o=e.map(n=>x.decodeString(n));return q(t.shape,t.dtype,o)}catch{throw new Error("Failed to decode encoded string bytes into utf-8")}return q(t.shape,t.dtype,e)}async time(t){!this.supportTimestampQuery&&!this.hasTimestampQueryWarned&&(console.warn("This device doesn't support timestamp-query extension. Start Chrome browser with flag --enable-dawn-features=allow_unsafe_apis to try it again. Otherwise, zero will be shown for the kernel time when profiling mode is enabled."),this.hasTimestampQueryWarned=!0);let e=this.activeTimers,o=[],n=!1;this.programTimersStack==null?(this.programTimersStack=o,n=!0):this.activeTimers.push(o),this.activeTimers=o,t();let s=x.flatten(this.activeTimers.map(l=>l.query)).filter(l=>l!=null),i=x.flatten(this.activeTimers.map(l=>l.name)).filter(l=>l!=null);this.activeTimers=e,n&&(this.programTimersStack=null);let a={uploadWaitMs:this.uploadWaitMs,downloadWaitMs:this.downloadWaitMs,kernelMs:null,wallMs:null},u=await Promise.all(s);return a.kernelMs=x.sum(u),a.getExtraProfileInfo=()=>u.map((l,p)=>({name:i[p],ms:l})).map(l=>`${l.name}: ${l.ms}`).join(", "),this.uploadWaitMs=0,this.downloadWaitMs=0,a}makeTensorInfo(t,e,o){return e==="string"&&o!=null&&o.length>0&&x.isString(o[0])&&(o=o.map(s=>x.encodeString(s))),{dataId:this.write(o,t,e),shape:t,dtype:e}}tensorToBinding(t){if(!t)return null;let o=this.tensorMap.get(t.dataId).resource;return o instanceof GPUBuffer?{buffer:o}:o instanceof GPUTexture?o.createView():o}uploadToGPU(t){let e=this.tensorMap.get(t);if(e.resource!=null)return;let o=Ai(e.dtype)*x.sizeFromShape(e.shape),n,s=GPUBufferUsage.STORAGE|GPUBufferUsage.COPY_SRC|GPUBufferUsage.COPY_DST;if(e.values){if(n=this.bufferManager.acquireBuffer(o,s,!0),n.mapState==="unmapped"){let i=this.bufferManager.acquireBuffer(o,GPUBufferUsage.MAP_WRITE|GPUBufferUsage.COPY_SRC,!0,!1),a=i.getMappedRange();e.dtype==="int32"||e.dtype==="bool"?new Int32Array(a).set(e.values):new Float32Array(a).set(e.values),i.unmap(),this.ensureCommandEncoderReady(),this.endComputePassEncoder(),this.commandEncoder.copyBufferToBuffer(i,0,n,0,o),this.stagingPendingDisposal.push(i)}else{let i=n.getMappedRange();e.dtype==="int32"||e.dtype==="bool"?new Int32Array(i).set(e.values):new Float32Array(i).set(e.values),n.unmap()}e.values=null}else n=this.bufferManager.acquireBuffer(o,s);e.resource=n}makeUniforms(t){let e=0,o=0,n=[],s=1;t.forEach(u=>{u.data.length===0&&(u.data=[1]);let l;switch(u.data.length){case 1:l=4;break;case 2:l=8;break;case 3:l=16;break;case 4:l=16;break;case 5:l=16;break;case 6:l=16;break;default:x.assert(!1,()=>`Unsupported ${u.data.length}D shape`)}(o===5||o===6)&&(l=16),l>s&&(s=l),e=Math.ceil(e/l)*l,o=u.data.length,n.push(e),e+=u.data.length*4}),e=Math.ceil(e/s)*s;let i=new ArrayBuffer(e);t.forEach((u,l)=>{let p=n[l];u.type==="int32"?new Int32Array(i,p,u.data.length).set(u.data):u.type==="uint32"?new Uint32Array(i,p,u.data.length).set(u.data):new Float32Array(i,p,u.data.length).set(u.data)});let a=this.bufferManager.acquireBuffer(e,GPUBufferUsage.COPY_DST|GPUBufferUsage.UNIFORM);return this.queue.writeBuffer(a,0,i,0,e),this.uniformPendingDisposal.push(a),{offset:0,size:e,buffer:a}}runWebGPUProgram(t,e,o,n,s){if(s||(s=this.makeTensorInfo(t.outputShape,o)),x.sizeFromShape(s.shape)===0)return this.tensorMap.get(s.dataId).values=x.getTypedArrayFromDType(s.dtype,0),s;this.uploadToGPU(s.dataId),t.dispatch=Xw(this.device,t);let i=e.map((u,l)=>{if(u.dtype==="complex64")throw new Error("GPGPUProgram does not support complex64 input. For complex64 dtypes, please separate the program into real and imaginary parts.");return this.uploadToGPU(u.dataId),{dtype:this.tensorMap.get(u.dataId).dtype,shape:u.shape,name:t.variableNames[l]}});t.shaderKey=Sp(t,i,s);let a=T().getBool("WEBGPU_ENGINE_COMPILE_ONLY");return t.shaderKey in this.pipelineCache||(this.pipelineCache[t.shaderKey]=bp(this.device,t,i,s,a)),t.pipeline=this.pipelineCache[t.shaderKey],a||this.recordAndSubmit(t,s,e,n),s}recordAndSubmit(t,e,o,n){if(t.pipeline instanceof Promise)throw new Error("Please call checkCompileCompletionAsync to ensure parallel compilation is done!");let s=[],i=[],a="int32";if(t.pixelsOpType==null){s.push({type:"float32",data:[NaN]},{type:"float32",data:[1/0]}),i=o.concat(e).map(m=>m.shape);let d="int32";i.map(m=>{s.push({type:d,data:m});let f=x.computeStrides(m);s.push({type:d,data:f})})}else{let d=x.computeStrides(e.shape);s.push({type:a,data:d})}if(t.size){let d=x.sizeFromShape(t.outputShape);s.push({type:a,data:[t.outputComponent?d/t.outputComponent:d]})}n&&(s=[...s,...n]);let u=[this.tensorToBinding(e),...o.map(d=>this.tensorToBinding(d)),this.makeUniforms(s)];o.forEach(d=>{this.commandQueueOwnedIds.add(d.dataId)}),this.commandQueueOwnedIds.add(e.dataId);let l=this.device.createBindGroup({layout:t.pipeline.getBindGroupLayout(0),entries:u.map((d,m)=>({binding:m,resource:d}))}),p=this.activeTimers!=null;this.ensureCommandEncoderReady();let c={};p&&this.supportTimestampQuery?(this.endComputePassEncoder(),this.querySet==null&&(this.querySet=this.device.createQuerySet({type:"timestamp",count:this.querySetCount})),c.timestampWrites={querySet:this.querySet,beginningOfPassWriteIndex:0,endOfPassWriteIndex:1},this.computePassEncoder=this.commandEncoder.beginComputePass(c)):this.computePassEncoder||(this.computePassEncoder=this.commandEncoder.beginComputePass(c)),this.computePassEncoder.setPipeline(t.pipeline),this.computePassEncoder.setBindGroup(0,l),this.computePassEncoder.dispatchWorkgroups(t.dispatch[0],t.dispatch[1],t.dispatch[2]),this.dispatchCountInPass++,(p||T().get("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE")<=this.dispatchCountInPass||t.pixelsOpType===ae.DRAW)&&(this.endComputePassEncoder(),p?this.activeTimers.push({name:t.constructor.name,query:this.getQueryTime()}):this.submitQueue())}async getQueryTime(){if(!this.supportTimestampQuery)return 0;this.queryResolveBuffer==null&&(this.queryResolveBuffer=this.bufferManager.acquireBuffer(this.querySetCount*8,GPUBufferUsage.COPY_SRC|GPUBufferUsage.COPY_DST|GPUBufferUsage.QUERY_RESOLVE)),this.commandEncoder.resolveQuerySet(this.querySet,0,this.querySetCount,this.queryResolveBuffer,0);let t=this.bufferManager.acquireBuffer(this.querySetCount*8,GPUBufferUsage.MAP_READ|GPUBufferUsage.COPY_DST);this.commandEncoder.copyBufferToBuffer(this.queryResolveBuffer,0,t,0,this.querySetCount*8),this.submitQueue(),await t.mapAsync(GPUMapMode.READ);let e=new BigUint64Array(t.getMappedRange()),o=Number(e[1]-e[0])/1e6;return t.unmap(),this.bufferManager.releaseBuffer(t),o}shouldExecuteOnCPU(t,e=Kw){return T().getBool("WEBGPU_CPU_FORWARD")&&t.every(o=>this.tensorMap.get(o.dataId).resource==null&&x.sizeFromShape(o.shape)<e)}numDataIds(){return this.tensorMap.numDataIds()-this.tensorDataPendingDisposal.length}dispose(){this.disposed||(this.querySet!=null&&this.querySet.destroy(),this.bufferManager.dispose(),this.textureManager.dispose(),this.disposed=!0)}};lr.nextDataId=0;on()&&ac("webgpu",async()=>{let r={powerPreference:T().get("WEBGPU_USE_LOW_POWER_GPU")?"low-power":"high-performance"},t=await navigator.gpu.requestAdapter(r),e={},o=[];t.features.has("timestamp-query")&&o.push("timestamp-query"),t.features.has("bgra8unorm-storage")&&o.push(["bgra8unorm-storage"]),e.requiredFeatures=o;let n=t.limits;e.requiredLimits={maxComputeWorkgroupStorageSize:n.maxComputeWorkgroupStorageSize,maxComputeWorkgroupsPerDimension:n.maxComputeWorkgroupsPerDimension,maxStorageBufferBindingSize:n.maxStorageBufferBindingSize,maxBufferSize:n.maxBufferSize,maxComputeWorkgroupSizeX:n.maxComputeWorkgroupSizeX,maxComputeInvocationsPerWorkgroup:n.maxComputeInvocationsPerWorkgroup};let s=await t.requestDevice(e),i="info"in t?t.info:"requestAdapterInfo"in t?await t.requestAdapterInfo():void 0;return new lr(s,i)},3);var M;(function(r){r[r.ADD=0]="ADD",r[r.ATAN2=1]="ATAN2",r[r.COMPLEX_MULTIPLY_IMAG=2]="COMPLEX_MULTIPLY_IMAG",r[r.COMPLEX_MULTIPLY_REAL=3]="COMPLEX_MULTIPLY_REAL",r[r.DIV=4]="DIV",r[r.ELU_DER=5]="ELU_DER",r[r.EQUAL=6]="EQUAL",r[r.FLOOR_DIV=7]="FLOOR_DIV",r[r.GREATER=8]="GREATER",r[r.GREATER_EQUAL=9]="GREATER_EQUAL",r[r.LESS=10]="LESS",r[r.LESS_EQUAL=11]="LESS_EQUAL",r[r.LOGICAL_AND=12]="LOGICAL_AND",r[r.LOGICAL_OR=13]="LOGICAL_OR",r[r.MAX=14]="MAX",r[r.MIN=15]="MIN",r[r.MOD=16]="MOD",r[r.MUL=17]="MUL",r[r.NOT_EQUAL=18]="NOT_EQUAL",r[r.POW=19]="POW",r[r.PRELU=20]="PRELU",r[r.SQUARED_DIFFERENCE=21]="SQUARED_DIFFERENCE",r[r.SUB=22]="SUB"})(M||(M={}));var jw="let resultTemp = a + b;",Yw="let resultTemp = atan2(a, b);",Zw="let resultTemp = areal * breal - aimag * bimag;",Qw="let resultTemp = areal * bimag + aimag * breal;",Jw="let resultTemp = a / b;",tb="let resultTemp = select(a * (b + 1.0), a, b >= b - b);",eb=`
  let zero = sign(a) * 0 + 0;
  let one = sign(b) * 0 + 1;
  let resultTemp = select(zero, one, a == b);
`,rb=`
  let remainder =
      select(a % b, round(a % b), (round(a) == a) & (round(b) == b));
  let quotient = (a - remainder) / b;
  let resultTemp =
      round(select(quotient, quotient - 1, sign(remainder) == -sign(b)));
`,ob=`
  let zero = sign(a) * 0 + 0;
  let one = sign(b) * 0 + 1;
  let resultTemp = select(zero, one, a > b);
`,nb=`
  let zero = sign(a) * 0 + 0;
  let one = sign(b) * 0 + 1;
  let resultTemp = select(zero, one, a >= b);
`,sb=`
  let zero = sign(a) * 0 + 0;
  let one = sign(b) * 0 + 1;
  let resultTemp = select(zero, one, a < b);
`,ib=`
  let zero = sign(a) * 0 + 0;
  let one = sign(b) * 0 + 1;
  let resultTemp = select(zero, one, a <= b);
`,ab="return f32(a >= 1.0 && b >= 1.0);",ub=`return (vec4<f32>(a >= vec4<f32>(1.0)) *
  vec4<f32>(b >= vec4<f32>(1.0)));`,lb="return f32(a >= 1.0 || b >= 1.0);",cb=`return min(vec4<f32>(a >= vec4<f32>(1.0)) +
  vec4<f32>(b >= vec4<f32>(1.0)), vec4<f32>(1.0));`,pb="let resultTemp = max(a, b);",db="let resultTemp = min(a, b);",mb=`
  let isNaN = b == 0.;
  var resultTemp = a % b;
  resultTemp = select((resultTemp + b) % b, resultTemp,
      (a < 0. && b < 0.) || (a >= 0. && b > 0.));
`,fb=`
  let isNaN = !vec4<bool>(b);
  var resultTemp = vec4<f32>(a % b);
  if (!((a[0] < 0. && b[0] < 0.) || (a[0] >= 0. && b[0] > 0.))) {
    resultTemp[0] = (resultTemp[0] + b[0]) % b[0];
  }
  if (!((a[1] < 0. && b[1] < 0.) || (a[1] >= 0. && b[1] > 0.))) {
    resultTemp[1] = (resultTemp[1] + b[1]) % b[1];
  }
  if (!((a[2] < 0. && b[2] < 0.) || (a[2] >= 0. && b[2] > 0.))) {
    resultTemp[2] = (resultTemp[2] + b[2]) % b[2];
  }
  if (!((a[3] < 0. && b[3] < 0.) || (a[3] >= 0. && b[3] > 0.))) {
    resultTemp[3] = (resultTemp[3] + b[3]) % b[3];
  }
`,hb="let resultTemp = a * b;",gb=`
  var resultTemp = f32(a != b);
  let valueForNaN = 1.0;
`,xb=`
  var resultTemp = vec4<f32>(a != b);
  let valueForNaN = 1.0;
`,yb=`
  let isNaN = a < 0.0 && floor(b) < b;
  if (b == 0.0) {
    return 1.0;
  }
  var resultTemp = select(sign(a) * pow(abs(a), b), pow(abs(a), b),
      round(abs(b) % 2.0) != 1.0);
`,wb=`
  let isModRound1Bool = vec4<i32>(round(abs(b) % vec4<f32>(2.0))) == vec4<i32>(1);
  let isModRound1 = vec4<f32>(isModRound1Bool);
  let multiplier = sign(a) * isModRound1 + (vec4<f32>(1.0) - isModRound1);
  var resultTemp = multiplier * pow(abs(a), b);

  // Ensure that a^0 = 1, including 0^0 = 1 as this correspond to TF and JS
  let isExpZero = b == vec4<f32>(0.0);
  if (isExpZero.r) {
    resultTemp.r = 1.0;
  }
  if (isExpZero.g) {
    resultTemp.g = 1.0;
  }
  if (isExpZero.b) {
    resultTemp.b = 1.0;
  }
  if (isExpZero.a) {
    resultTemp.a = 1.0;
  }
  let isNaN = (a < vec4<f32>(0.0)) & (floor(b) < b);
`,bb="if (a < 0.0) { return b * a; }  return a;",Sb=`
  let aLessThanZero = vec4<f32>(a < vec4<f32>(0.0));
  return (aLessThanZero * (b * a)) + ((vec4<f32>(1.0) - aLessThanZero) * a);
`,Cb="let resultTemp = (a - b) * (a - b);",Ib="let resultTemp = a - b;";function cr(r,t){let e;do{switch(r){case M.ATAN2:e=Yw;break;case M.MAX:e=pb;break;case M.MIN:e=db;break;case M.MOD:e=t?fb:mb;break;case M.NOT_EQUAL:e=t?xb:gb;break;case M.POW:e=t?wb:yb;break;default:continue}let o,n,s;return t?(o="isnanVec4",n="vec4<f32>",s="vec4<bool>"):(o="isnan",n="f32",s="bool"),`
      let aIsNaN = ${o}(a);
      let aPostLegalization = select(a, ${n}(42), aIsNaN);
      let bIsNaN = ${o}(b);
      let bPostLegalization = select(b, ${n}(42), bIsNaN);
      let isNaN = false;
      let valueForNaN = uniforms.NAN;
      {
        let a = aPostLegalization;
        let b = bPostLegalization;
        ${e}
        return select(
            resultTemp, ${n}(valueForNaN),
            ${s}(isNaN) | aIsNaN | bIsNaN);
      }
    `}while(!1);switch(r){case M.ADD:e=jw;break;case M.COMPLEX_MULTIPLY_IMAG:e=Qw;break;case M.COMPLEX_MULTIPLY_REAL:e=Zw;break;case M.DIV:e=Jw;break;case M.ELU_DER:e=tb;break;case M.EQUAL:e=eb;break;case M.FLOOR_DIV:e=rb;break;case M.GREATER:e=ob;break;case M.GREATER_EQUAL:e=nb;break;case M.LESS:e=sb;break;case M.LESS_EQUAL:e=ib;break;case M.LOGICAL_AND:return t?ub:ab;case M.LOGICAL_OR:return t?cb:lb;case M.MUL:e=hb;break;case M.PRELU:return t?Sb:bb;case M.SQUARED_DIFFERENCE:e=Cb;break;case M.SUB:e=Ib;break;default:}return`
    ${e}
    return resultTemp;
  `}var D;(function(r){r[r.ABS=0]="ABS",r[r.ACOS=1]="ACOS",r[r.ACOSH=2]="ACOSH",r[r.ASIN=3]="ASIN",r[r.ASINH=4]="ASINH",r[r.ATAN=5]="ATAN",r[r.ATANH=6]="ATANH",r[r.CEIL=7]="CEIL",r[r.COS=8]="COS",r[r.COSH=9]="COSH",r[r.ELU=10]="ELU",r[r.ERF=11]="ERF",r[r.EXP=12]="EXP",r[r.EXPM1=13]="EXPM1",r[r.FLOOR=14]="FLOOR",r[r.IS_FINITE=15]="IS_FINITE",r[r.IS_INF=16]="IS_INF",r[r.IS_NAN=17]="IS_NAN",r[r.LINEAR=18]="LINEAR",r[r.LOG=19]="LOG",r[r.LOG1P=20]="LOG1P",r[r.LOGICAL_NOT=21]="LOGICAL_NOT",r[r.NEG=22]="NEG",r[r.RELU=23]="RELU",r[r.RELU6=24]="RELU6",r[r.LEAKYRELU=25]="LEAKYRELU",r[r.RECIPROCAL=26]="RECIPROCAL",r[r.ROUND=27]="ROUND",r[r.RSQRT=28]="RSQRT",r[r.SELU=29]="SELU",r[r.SIGMOID=30]="SIGMOID",r[r.SIGN=31]="SIGN",r[r.SIN=32]="SIN",r[r.SINH=33]="SINH",r[r.SOFTPLUS=34]="SOFTPLUS",r[r.SQRT=35]="SQRT",r[r.SQUARE=36]="SQUARE",r[r.STEP=37]="STEP",r[r.TAN=38]="TAN",r[r.TANH=39]="TANH",r[r.TO_INT=40]="TO_INT"})(D||(D={}));var vb="return abs(a);",kb=`
  if (abs(a) > 1.) {
    return uniforms.NAN;
  }
  return acos(a);
`,Rb=`
  if (a < 1.) {
    return uniforms.NAN;
  }
  return acosh(a);
`,Db=`
  if (abs(a) > 1.) {
    return uniforms.NAN;
  }
  return asin(a);
`,Eb="return asinh(a);",Ab=`
  if (isnan(a)) {
    return uniforms.NAN;
  }
  return atan(a);
`,$b=`
  if (abs(a) > 1.) {
    return uniforms.NAN;
  }
  if (a == 1.) {
    return uniforms.INFINITY;
  }
  if (a == -1.) {
    return -uniforms.INFINITY;
  }
  return atanh(a);
`,Nb="return ceil(a);",Fb="return cos(a);",Tb=`
  let e2x = exp(-a);
  return (e2x + 1.0 / e2x) / 2.0;
`,Pb="return exp(a) - 1.0;",Mb="if (a >= 0.0) { return a; }  return (exp(a) - 1.0);",zb=`
  var resFloat = exp(a) - vec4<f32>(1.0);
  if (a.r >= 0.0) {
    resFloat.r = a.r;
  }
  if (a.g >= 0.0) {
    resFloat.g = a.g;
  }
  if (a.b >= 0.0) {
    resFloat.b = a.b;
  }
  if (a.a >= 0.0) {
    resFloat.a = a.a;
  }
  return resFloat;
`,Lb=`
  // Error function is calculated approximately with elementary function.
  // See "Handbook of Mathematical Functions with Formulas,
  // Graphs, and Mathematical Tables", Abramowitz and Stegun.
  let p = ${S.ERF_P};
  let a1 = ${S.ERF_A1};
  let a2 = ${S.ERF_A2};
  let a3 = ${S.ERF_A3};
  let a4 = ${S.ERF_A4};
  let a5 = ${S.ERF_A5};

  let sign = sign(a);
  let absA = abs(a);
  let t = 1.0 / (1.0 + p * absA);
  return sign * (1.0 - (((((a5 * t + a4) * t) + a3) * t + a2) * t + a1) * t * exp(-absA * absA));
`,Bb="return exp(a);",_b="return floor(a);",Ob="return f32(!isnan(a) && !isinf(a));",Ub="return f32(isinf(a));",Wb="return f32(isnan(a));",Vb="return a;",Gb=`if (a < 0.0) { return uniforms.NAN; }
  return log(a);`,Hb=`
  if (isnan(a)) { return a; }
  return log(1.0 + a);
`,qb="return f32(!(a >= 1.0));",Kb="return -a;",Xb="if (a < 0.0) { return uniforms.alpha * a; } return a;",jb=`
  let aLessThanZero = vec4<f32>(a < vec4<f32>(0.0));
  return (aLessThanZero * (uniforms.alpha * a)) + ((vec4<f32>(1.0) - aLessThanZero) * a);
`,Yb="return 1.0 / a;",Zb="return select(a, 0.0, a < 0.0);",Qb="return clamp(a, 0.0, 6.0);",Jb="return clamp(a, vec4<f32>(0.0, 0.0, 0.0, 0.0), vec4<f32>(6.0, 6.0, 6.0, 6.0));",tS=`
  return select(a, vec4<f32>(0.0), a < vec4<f32>(0.0));
`,eS="return round(a);",rS="return inverseSqrt(a);",oS=`
  if (a >= 0.0) {
    return ${S.SELU_SCALE} * a;
  } else {
    return ${S.SELU_SCALEALPHA} * (exp(a) - 1.0);
  }
`,nS="return 1.0 / (1.0 + exp(-1.0 * a));",sS="return sign(a);",iS="return sin(a);",aS=`
  let e2x = exp(a);
  return (e2x - 1.0 / e2x) / 2.0;
`,uS=`
  let epsilon = 1.1920928955078125e-7;
  let threshold = log(epsilon) + 2.0;

  let too_large = a > -threshold;
  let too_small = a < threshold;
  let exp_a = exp(a);

  if (too_large) {
    return a;
  } else if (too_small) {
    return exp_a;
  } else {
    return log(exp_a + 1.0);
  }
`,lS="return sqrt(a);",cS="return a * a;",pS=`
  if (isnan(a)) {
    return a;
  }

  return select(uniforms.stepAlpha, 1.0, a > 0.0);
`,dS="return tan(a);",mS=`
  let e2x = exp(-2.0 * abs(a));
  return sign(a) * (1.0 - e2x) / (1.0 + e2x);
`,fS="return f32(i32((a)));";function ue(r,t){switch(r){case D.ABS:return vb;case D.ACOS:return kb;case D.ACOSH:return Rb;case D.ASIN:return Db;case D.ASINH:return Eb;case D.ATAN:return Ab;case D.ATANH:return $b;case D.COS:return Fb;case D.COSH:return Tb;case D.CEIL:return Nb;case D.ELU:return t?zb:Mb;case D.ERF:return Lb;case D.EXP:return Bb;case D.EXPM1:return Pb;case D.FLOOR:return _b;case D.IS_FINITE:return Ob;case D.IS_INF:return Ub;case D.IS_NAN:return Wb;case D.LINEAR:return Vb;case D.LOG:return Gb;case D.LOG1P:return Hb;case D.LOGICAL_NOT:return qb;case D.NEG:return Kb;case D.LEAKYRELU:return t?jb:Xb;case D.RECIPROCAL:return Yb;case D.RELU:return t?tS:Zb;case D.RELU6:return t?Jb:Qb;case D.ROUND:return eS;case D.RSQRT:return rS;case D.SELU:return oS;case D.SIGMOID:return nS;case D.SIGN:return sS;case D.SIN:return iS;case D.SINH:return aS;case D.SOFTPLUS:return uS;case D.SQRT:return lS;case D.SQUARE:return cS;case D.STEP:return pS;case D.TAN:return dS;case D.TANH:return mS;case D.TO_INT:return fS;default:throw new Error(`BinaryType ${r} is not implemented!`)}}function pt(r,t=!1,e=!1,o=3){if(r===null)return"";let n="";if(r==="linear")n=ue(D.LINEAR);else if(r==="relu")n=ue(D.RELU,e);else if(r==="elu")n=ue(D.ELU,e);else if(r==="relu6")n=ue(D.RELU6,e);else if(r==="prelu")n=cr(M.PRELU,e);else if(r==="sigmoid")n=ue(D.SIGMOID,e);else if(r==="leakyrelu")n=ue(D.LEAKYRELU,e);else throw new Error(`Activation ${r} has not been implemented for the WebGPU backend.`);let i=U(e?4:1),a="";return t?a=`
      fn activation(a : ${i}, coords : vec${o}<i32>) -> ${i} {
        let b = getPreluActivationWeightsByOutputCoords(coords);
        ${n}
      }`:a=`
      fn activation(a : ${i}, coords : vec${o}<i32>) -> ${i} {
        ${n}
      }`,a}function $t(r,t){return`
      ${r?"value = value + getBiasByOutputCoords(coords);":""}
      ${t?"value = activation(value, coords);":""}
      `}function $i(r,t,e=!1,o=!1,n=!1,s=1){x.assert(r&&s===1||!r,()=>`transposeA ${r} is not compatible with component size ${s}`);let i=`
      ${r?"value = getA(batch, col, row);":"value = getA(batch, row, col);"}

    `,a=t?"value = getB(batch, col, row);":"value = getB(batch, row, col);";return`
  fn mm_readA(batch: i32, row: i32, col: i32) -> ${U(s)} {
    var value = ${U(s)}(0.0);
    ${e&&n?i:`
    ${r?"if(row < uniforms.dimAOuter && col < uniforms.dimInner)":"if(row < uniforms.aShape[1] && col < uniforms.aShape[2])"}
    {
      ${i}
    }
    `}
    return value;
  }

  fn mm_readB(batch: i32, row: i32, col: i32) -> ${U(s)} {
    var value = ${U(s)}(0.0);
    ${a}
    return value;
  }
  `}function _r(r,t,e,o,n=!1,s=!1,i=!1,a=1){return`
  ${$i(e,o,n,s,i,a)}
  fn mm_write(batch: i32, row: i32, col: i32, valueIn: ${U(a)}) {
    ${n&&s?"":"if (row < uniforms.dimAOuter && col < uniforms.dimBOuter)"}
    {
      var value = valueIn;
      let coords = vec3<i32>(batch, row, col);
      ${$t(r,t)}
      setOutputAtCoords(coords[0], coords[1], coords[2], value);
    }
  }
  `}var hS=(r,t)=>r?`
        mm_Asub[inputRow][inputCol] = mm_readA(batchA,
          kStart + inputRow,
          globalRowStart + inputCol * ${t});
        `:`
        mm_Asub[inputRow][inputCol] = mm_readA(batchA,
          globalRow + innerRow,
          kStart + inputCol * ${t});
        `,gS=(r,t,e,o)=>{if(r)return`
      for (var k = 0; k < ${o}; k++) {
        let BCached0 = mm_Bsub[k][tileCol];
        let ACached0 = mm_Asub[k][localRow];
        for (var i = 0; i < ${e}; i++) {
          acc[i] = fma(BCached0, vec4<f32>(ACached0[i]), acc[i]);
        }
      }`;{let n="",s="";for(let i=0;i<t;i++)n+=`let BCached${i} = mm_Bsub[k * ${t} + ${i}][tileCol];`,s+=`acc[i] = fma(BCached${i}, vec4<f32>(ACached[${i}]), acc[i]);`;return`
      for (var k = 0; k < ${o/t}; k++) {
        ${n}
        for (var i = 0; i < ${e}; i++) {
          let ACached = mm_Asub[tileRow + i][k];
          ${s}
        }
      }`}};function Te(r,t,e=!1,o=32,n=!1,s=32,i=!1){let a=t[1]*r[1],u=t[0]*r[0],l=e?a:o,p=e?o:a,c=l/t[0],d=o/t[1],m=r[1],f=r[0];return x.assert((e&&c===4&&r[1]===4||!e&&(c===3||c===4))&&l%t[0]===0&&o%t[1]===0&&r[0]===4,()=>`If transposeA ${e} is true, innerElementSize ${c} and workPerThread[1] ${r[1]} must be 4.
          Otherwise, innerElementSize ${c} must be 3 or 4.
      tileAWidth ${l} must be divisible by workgroupSize[0]${t[0]}. tileInner ${o} must be divisible by workgroupSize[1] ${t[1]}. colPerThread ${r[0]} must be 4.`),`
  var<workgroup> mm_Asub : array<array<vec${c}<f32>, ${l/c}>, ${p}>;
  var<workgroup> mm_Bsub : array<array<vec4<f32>, ${u/r[0]}>, ${o}>;

  ${C()} {
    let localRow = i32(localId.y);
    let tileRow = localRow * ${m};
    let tileCol = i32(localId.x);

    let globalRow = i32(globalId.y) * ${m};
    let globalCol = i32(globalId.x) * ${f};
    let batch = ${n?"0":"i32(globalId.z)"};
    let batchA = ${n||!i?"batch":"batch % uniforms.aShape[0]"};
    let batchB = ${n||!i?"batch":"batch % uniforms.bShape[0]"};
    let globalRowStart = i32(workgroupId.y) * ${a};

    let numTiles = ${n?`${Math.ceil(s/o)}`:`(uniforms.dimInner - 1) / ${o} + 1`};
    var kStart = ${n?`i32(globalId.z) * ${s}`:"0"};

    var acc: array<vec4<f32>, ${m}>;

    // Loop over shared dimension.
    let tileRowB = localRow * ${d};
    for (var t = 0; t < numTiles; t++) {
        // Load one tile of A into local memory.
        for (var innerRow = 0; innerRow < ${m}; innerRow++) {
            let inputRow = tileRow + innerRow;
            let inputCol = tileCol;
            ${hS(e,c)}
        }

        // Load one tile of B into local memory.
        for (var innerRow = 0; innerRow < ${d}; innerRow++) {
            let inputRow = tileRowB + innerRow;
            let inputCol = tileCol;
            mm_Bsub[inputRow][inputCol] = mm_readB(batchB, kStart + inputRow, globalCol);
        }
        kStart = kStart + ${o};
        workgroupBarrier();

        // Compute acc values for a single thread.
        ${gS(e,c,m,o)}
        workgroupBarrier();
    }

    for (var innerRow = 0; innerRow < ${m}; innerRow++) {
        mm_write(batch, globalRow + innerRow, globalCol, acc[innerRow]);
    }
  }`}var kp=r=>r?`
        mm_Asub[inputRow][inputCol] = mm_readA(batchA,
          kStart + inputRow,
          globalRowStart + inputCol);
        `:`
        mm_Asub[inputRow][inputCol] = mm_readA(batchA,
          globalRowStart + inputRow,
          kStart + inputCol);
        `,xS=r=>r?"let ACached = mm_Asub[k][tileRow + innerRow];":"let ACached = mm_Asub[tileRow + innerRow][k];";function Pe(r,t,e=!1,o=32,n=!1,s=32,i=!1,a=!1){let u=r[1]*t[1],l=r[0]*t[0],p=e?u:o,c=e?o:u;x.assert(c%t[1]===0&&p%t[0]===0&&o%t[1]===0,()=>`tileAHight ${c} must be divisible by workgroupSize[1]${t[1]}, tileAWidth ${p} must be divisible by workgroupSize[0]${t[0]}, tileInner ${o} must be divisible by workgroupSize[1]${t[1]}`);let d=c/t[1],m=p/t[0],f=o/t[1],g=r[1],h=r[0],y=i?`
      let localRow = i32(localId.y);
      let localCol = i32(localId.x);
      let globalRowStart = i32(workgroupId.y) * ${u};
      let globalColStart = i32(workgroupId.x) * ${l};

      // Loop over shared dimension.
      for (var t = 0; t < numTiles; t++) {
        // Load one tile of A into local memory.
        for (var inputRow = localRow; inputRow < ${c}; inputRow = inputRow + ${t[1]}) {
          for (var inputCol = localCol; inputCol < ${p}; inputCol = inputCol + ${t[0]}) {
            ${kp(e)}
          }
        }
        // Load one tile of B into local memory.
        for (var inputRow = localRow; inputRow < ${o}; inputRow = inputRow + ${t[1]}) {
              for (var inputCol = localCol; inputCol < ${l}; inputCol = inputCol + ${t[0]}) {
            mm_Bsub[inputRow][inputCol] = mm_readB(batchB,
              kStart + inputRow,
              globalColStart + inputCol);
          }
        }
        kStart = kStart + ${o};
        workgroupBarrier();

        // Compute acc values for a single thread.
        var BCached : array<f32, ${h}>;
        for (var k = 0; k < ${o}; k++) {
          for (var inner = 0; inner < ${h}; inner++) {
            BCached[inner] = mm_Bsub[k][localCol + inner * ${t[0]}];
          }
          for (var innerRow = 0; innerRow < ${g}; innerRow++) {
            let ACached = ${e?`mm_Asub[k][localRow + innerRow * ${t[1]}];`:`mm_Asub[localRow + innerRow * ${t[1]}][k];`}
            for (var innerCol = 0; innerCol < ${h}; innerCol++) {
              acc[innerRow][innerCol] =
                  fma(ACached, BCached[innerCol], acc[innerRow][innerCol]);
            }
          }
        }
        workgroupBarrier();
      }
      for (var innerRow = 0; innerRow < ${g}; innerRow++) {
        let gRow = globalRowStart + localRow + innerRow * ${t[1]};
        for (var innerCol = 0; innerCol < ${h}; innerCol++) {
          let gCol = globalColStart + localCol + innerCol * ${t[0]};
          mm_write(batch, gRow, gCol, acc[innerRow][innerCol]);
        }
      }
      `:`
  let tileRow = i32(localId.y) * ${g};
  let tileCol = i32(localId.x) * ${h};

  let globalRow = i32(globalId.y) * ${g};
  let globalCol = i32(globalId.x) * ${h};
  let globalRowStart = i32(workgroupId.y) * ${u};

  let tileRowA = i32(localId.y) * ${d};
  let tileColA = i32(localId.x) * ${m};
  let tileRowB = i32(localId.y) * ${f};
  // Loop over shared dimension.
  for (var t = 0; t < numTiles; t++) {
    // Load one tile of A into local memory.
    for (var innerRow = 0; innerRow < ${d}; innerRow++) {
      for (var innerCol = 0; innerCol < ${m}; innerCol++) {
        let inputRow = tileRowA + innerRow;
        let inputCol = tileColA + innerCol;
        ${kp(e)}
      }
    }

    // Load one tile of B into local memory.
    for (var innerRow = 0; innerRow < ${f}; innerRow++) {
      for (var innerCol = 0; innerCol < ${h}; innerCol++) {
        let inputRow = tileRowB + innerRow;
        let inputCol = tileCol + innerCol;
        mm_Bsub[inputRow][inputCol] = mm_readB(batchB,
          kStart + inputRow,
          globalCol + innerCol);
      }
    }
    kStart = kStart + ${o};
    workgroupBarrier();

    // Compute acc values for a single thread.
    var BCached : array<f32, ${h}>;
    for (var k = 0; k < ${o}; k++) {
      for (var inner = 0; inner < ${h}; inner++) {
        BCached[inner] = mm_Bsub[k][tileCol + inner];
      }

      for (var innerRow = 0; innerRow < ${g}; innerRow++) {
        ${xS(e)}
        for (var innerCol = 0; innerCol < ${h}; innerCol++) {
          acc[innerRow][innerCol] =
              fma(ACached, BCached[innerCol], acc[innerRow][innerCol]);
        }
      }
    }

    workgroupBarrier();
  }

  for (var innerRow = 0; innerRow < ${g}; innerRow++) {
    for (var innerCol = 0; innerCol < ${h}; innerCol++) {
      mm_write(batch, globalRow + innerRow, globalCol + innerCol,
          acc[innerRow][innerCol]);
    }
  }
  `;return`
    var<workgroup> mm_Asub : array<array<f32, ${p}>, ${c}>;
    var<workgroup> mm_Bsub : array<array<f32, ${l}>, ${o}>;

    ${C()} {
      let batch = ${n?"0":"i32(globalId.z)"};
      let batchA = ${n||!a?"batch":"batch % uniforms.aShape[0]"};
      let batchB = ${n||!a?"batch":"batch % uniforms.bShape[0]"};
      let numTiles = ${n?`${Math.ceil(s/o)}`:`(uniforms.dimInner - 1) / ${o} + 1`};
      var kStart = ${n?`i32(globalId.z) * ${s}`:"0"};

      var acc : array<array<f32, ${h}>, ${g}>;

      // Without this initialization strange values show up in acc.
      for (var innerRow = 0; innerRow < ${g}; innerRow++) {
        for (var innerCol = 0; innerCol < ${h}; innerCol++) {
          acc[innerRow][innerCol] = 0.0;
        }
      }
      ${y}
    }
  `}var yS=r=>r?`
      mm_readA(batchA, colA, globalRow),
      mm_readA(batchA, colA + 1, globalRow),
      mm_readA(batchA, colA + 2, globalRow),
      mm_readA(batchA, colA + 3, globalRow)
  `:`
      mm_readA(batchA, globalRow, colA),
      mm_readA(batchA, globalRow, colA + 1),
      mm_readA(batchA, globalRow, colA + 2),
      mm_readA(batchA, globalRow, colA + 3)
  `;function wS(r,t=!1){x.assert(r[1]===1&&r[2]===1,()=>`A linear work group size is required. But got ${r}.`);let e=r[0]*4;return`
    var<workgroup> mm_Asub : array<vec4<f32>, ${r[0]}>;

    ${C()} {
      let tileCol = i32(localId.x);
      let globalCol = i32(globalId.x);
      let globalRow = i32(globalId.y);

      let numTiles = (uniforms.dimInner - 1) / ${e} + 1;
      let batch = i32(globalId.z);
      let batchA = batch % uniforms.aShape[0];
      let batchB = batch % uniforms.bShape[0];
      // Without this initialization strange values show up in acc.
      var acc = 0.0;

      // Loop over shared dimension.
      for (var t = 0; t < numTiles; t++) {
        // Load one tile of A into local memory.
        let colA = t * ${e} + tileCol * 4;
        mm_Asub[tileCol] = vec4<f32>(${yS(t)});
        workgroupBarrier();

        // Compute acc values for a single thread.
        for (var k = 0; k < ${e/4}; k++) {
          let rowB = t * ${e} + k * 4;
          let BCached = vec4<f32>(mm_readB(batchB, rowB, globalCol),
                              mm_readB(batchB, rowB + 1, globalCol),
                              mm_readB(batchB, rowB + 2, globalCol),
                              mm_readB(batchB, rowB + 3, globalCol));

          let ACached = mm_Asub[k];
          acc = acc + dot(ACached, BCached);
        }

        workgroupBarrier();
      }

      mm_write(batch, globalRow, globalCol, acc);
    }
  `}var sn=class{constructor(t,e,o=!1,n=!1,s=null,i=null,a=null,u=!1){this.variableNames=["A","B"],this.uniforms="dimAOuter : i32, dimBOuter : i32, dimInner : i32,",this.outputShape=e,this.dispatchLayout={x:[2],y:[1],z:[0]};let l=o?t[1]:t[2];if(this.isVec4=(l%4===0&&!o||e[1]%4===0&&o)&&e[2]%4===0&&!n,this.outputComponent=this.isVec4?4:1,this.isVectorA=e[1]===1&&!o,!this.isVec4&&this.isVectorA)this.elementsPerThread=[1,1,1],this.workgroupSize=[32,1,1];else{let d=Ip(e[1],l,e[2],o);this.workgroupSize=d.workgroupSize,this.elementsPerThread=d.elementsPerThread}this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize,this.elementsPerThread);let p=s!=null,c=a!=null;p&&this.variableNames.push("bias"),c&&this.variableNames.push("preluActivationWeights"),this.sequentialAccessByThreads=u,this.transposeA=o,this.transposeB=n,this.addBias=p,this.activation=i,this.hasPreluActivationWeights=c,[this.fitAOuter,this.fitBOuter,this.fitInner]=this.getShapeFit(e[1],e[2],l),this.shaderKey=`matMulPacked_${this.elementsPerThread}_${o}_${n}_${this.activation}_${this.fitAOuter}_${this.fitBOuter}_${this.fitInner}_${this.isVec4}_${this.isVectorA}_${this.sequentialAccessByThreads}`}getShapeFit(t,e,o){let n=this.workgroupSize[1]*this.elementsPerThread[1],s=this.workgroupSize[0]*this.elementsPerThread[0];!this.isVec4&&this.isVectorA?this.tileInner=this.workgroupSize[0]*4:this.tileInner=s;let i=t%n===0,a=e%s===0,u=o%this.tileInner===0;return[i,a,u]}getUserCode(){return`
      ${pt(this.activation,this.hasPreluActivationWeights,this.isVec4)}
      ${_r(this.addBias,this.activation,!1,this.transposeB,this.fitAOuter,this.fitBOuter,this.fitInner,this.isVec4?4:1)}
      ${this.isVec4?Te(this.elementsPerThread,this.workgroupSize,this.transposeA,this.tileInner,!1,null,!0):this.isVectorA?wS(this.workgroupSize,this.transposeA):Pe(this.elementsPerThread,this.workgroupSize,this.transposeA,this.tileInner,!1,null,this.sequentialAccessByThreads,!0)}
    `}};function bS(r){return`
    var<workgroup> sumValues : array<f32, ${r}>;
    ${C()} {
      let coords = getOutputCoords();
      let batch = coords[0];
      let batchA = batch % uniforms.aShape[0];
      let batchB = batch % uniforms.bShape[0];
      let row = coords[1];
      let col = coords[2];
      var sum = 0.0;
      let Length = uniforms.dimInner;
      for (var k = i32(localId.x); k < Length; k = k + ${r}) {
        let dataA = mm_readA(batchA, row, k);
        let dataB = mm_readB(batchB, k, col);
        sum = sum + dataA * dataB;
      }
      sumValues[localId.x] = sum;
      workgroupBarrier();

      for(var currentSize = ${r/2}u; currentSize > 1u;
          currentSize = currentSize / 2u) {
        if (localId.x < currentSize)
        {
          sumValues[localId.x] = sumValues[localId.x] + sumValues[localId.x + currentSize];
        }
        workgroupBarrier();
      }

      if (localId.x == 0u) {
        sum = sumValues[0] + sumValues[1];
        mm_write(batch, row, col, sum);
      }
    }
  `}var an=class{constructor(t,e=!1,o=!1,n=null,s=null,i=null){this.variableNames=["A","B"],this.uniforms="dimAOuter : i32, dimBOuter : i32, dimInner : i32,",this.workgroupSize=[256,1,1],this.outputShape=t,this.dispatchLayout={x:[],y:[1,2],z:[0]},this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize);let a=n!=null,u=i!=null;a&&this.variableNames.push("bias"),u&&this.variableNames.push("preluActivationWeights"),this.transposeA=e,this.transposeB=o,this.addBias=a,this.activation=s,this.hasPreluActivationWeights=u,this.shaderKey=`matMulReduce_${this.activation}_${e}_${o}`}getUserCode(){return`
      ${pt(this.activation,this.hasPreluActivationWeights)}
      ${_r(this.addBias,this.activation,this.transposeA,this.transposeB)}
      ${bS(this.workgroupSize[0])}
    `}};function SS(r){let t=r[1],e=r[0],o=t>e?t:e;return`
  var<workgroup> mm_Asub : array<array<f32, ${o}>, ${t}>;
  var<workgroup> mm_Bsub : array<array<f32, ${e}>, ${o}>;

  // If the output size is small for matrix multiplication, avoid to use vec4
  // and handle some elements per thread to optimally utilize the ALU.
  // Read data from global memory to registers firstly, then store them into
  // shared memory, so it is instruction-Level parallelism for arithmetic
  // operations and others handle IO operations between barrier api, makes ALU
  // and load/store units work simultaneously, could improves the performance.
  ${C()} {
    let tileRow = i32(localId.y);
    let tileCol = i32(localId.x);
    let globalRow = i32(globalId.y);
    let globalCol = i32(globalId.x);
    let batch = i32(globalId.z);
    let batchA = batch % uniforms.aShape[0];
    let batchB = batch % uniforms.bShape[0];

    // uniforms.dimInner should be greater than 0.
    let numTiles = (uniforms.dimInner - 1) / ${o} + 1;
    var acc = 0.0;

    var globalColA = tileCol;
    var globalRowB = 0;
    var regA = mm_readA(batchA, globalRow, globalColA);
    var regB0 = mm_readB(batchB, globalRowB + 2 * tileRow, globalCol);
    var regB1 = mm_readB(batchB, globalRowB + 2 * tileRow + 1, globalCol);
    globalColA = globalColA + ${o};
    globalRowB = globalRowB + ${o};

    for (var t = 0; t < numTiles; t = t + 1) {
      mm_Asub[tileRow][tileCol] = regA;
      mm_Bsub[2 * tileRow][tileCol] = regB0;
      mm_Bsub[2 * tileRow + 1][tileCol] = regB1;

      workgroupBarrier();

      regA = mm_readA(batchA, globalRow, globalColA);
      regB0 = mm_readB(batchB, globalRowB + 2 * tileRow, globalCol);
      regB1 = mm_readB(batchB, globalRowB + 2 * tileRow + 1, globalCol);
      globalColA = globalColA + ${o};
      globalRowB = globalRowB + ${o};

      for (var k = 0; k < ${o}; k = k + 1) {
        acc = acc + mm_Asub[tileRow][k] * mm_Bsub[k][tileCol];
      }
      workgroupBarrier();
    }

    mm_write(batch, globalRow, globalCol, acc);
  }
  `}var un=class{constructor(t,e,o,n=!1,s=!1,i=null,a=null,u=null){this.variableNames=["A","B"],this.uniforms="dimAOuter : i32, dimBOuter : i32, dimInner : i32,",this.workgroupSize=[16,8,1],this.outputShape=o,this.dispatchLayout={x:[2],y:[1],z:[0]},this.dispatch=[Math.ceil(o[2]/this.workgroupSize[0]),Math.ceil(o[1]/this.workgroupSize[1]),o[0]];let l=i!=null;l&&this.variableNames.push("bias");let p=u!=null;p&&this.variableNames.push("preluActivationWeights"),this.transposeA=n,this.transposeB=s,this.addBias=l,this.activation=a,this.hasPreluActivationWeights=p,this.shaderKey=`matMulSmallOutputSize_${this.activation}_${n}_${s}`}getUserCode(){return`
      ${pt(this.activation,this.hasPreluActivationWeights)}
      ${_r(this.addBias,this.activation,this.transposeA,this.transposeB)}
      ${SS(this.workgroupSize)}
    `}};var ln=class{constructor(t,e,o=!1,n=!1){this.variableNames=["A","B"],this.uniforms="dimAOuter : i32, dimBOuter : i32, dimInner : i32,",this.workgroupSize=[8,8,1],this.atomic=!0,this.splitedDimInner=128,x.assert(t[0]===1,()=>"MatMulSplitKProgram only supports batch = 1."),this.outputShape=t,this.dispatchLayout={x:[2],y:[1],z:[0,3]};let s=(o&&this.outputShape[1]%4===0||!o&&e%4===0)&&this.outputShape[2]%4===0;this.elementsPerThread=[4,4,this.splitedDimInner],this.outputComponent=s?4:1,s||(this.outputShape[1]<16&&(this.elementsPerThread[1]=1),this.outputShape[2]<16&&(this.elementsPerThread[0]=1)),this.dispatch=I(this.dispatchLayout,[this.outputShape[0],this.outputShape[1],this.outputShape[2],e],this.workgroupSize,this.elementsPerThread),this.transposeA=o,this.transposeB=n,this.shaderKey=`matMulSplitK_${o}_${n}_${this.elementsPerThread}_${this.outputComponent}`}getUserCode(){let t=this.outputComponent;return`
      ${$i(!1,this.transposeB,!1,!1,!1,t)}
      fn mm_write(batch: i32, row : i32, col : i32, value : ${U(t)}) {
        if (row < uniforms.dimAOuter && col < uniforms.dimBOuter) {
          let coords = vec3<i32>(batch, row, col);
          let flatIndex = getOutputIndexFromCoords(coords);
          // The problem is that we should initialize output to zero before using.
          // Otherwise, the original value will be added to the result.
          for (var i = 0; i < ${t}; i = i + 1) {
            ${At("&result[flatIndex + i]",`${t>1?"value[i]":"value"}`,"float32")}
          }
        }
      }
      ${t===4?Te(this.elementsPerThread,this.workgroupSize,this.transposeA,32,!0,this.splitedDimInner):Pe(this.elementsPerThread,this.workgroupSize,this.transposeA,32,!0,this.splitedDimInner)}
    `}},cn=class{constructor(t,e=null,o=null,n=null){this.uniforms="",this.variableNames=["x"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.addBias=e!=null,this.hasPreluActivationWeights=n!=null,this.activation=o,this.addBias&&this.variableNames.push("bias"),this.hasPreluActivationWeights&&this.variableNames.push("preluActivationWeights"),this.shaderKey=`biasActivation_${o}`}getUserCode(){return`
    ${pt(this.activation,this.hasPreluActivationWeights)}
    ${C("index")} {
      if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        var value = getXByOutputIndex(index);
        ${$t(this.addBias,this.activation)}
        setOutputAtIndex(index, value);
      }
    }
    `}};var pn=class{constructor(t){this.variableNames=[],this.outputShape=[],this.uniforms="value : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="fill"}getUserCode(){return`
    ${C("index")} {
      if (index < uniforms.size) {
        setOutputAtIndex(index, uniforms.value);
      }
    }
  `}};function tt(r){let{backend:t,attrs:e}=r,{shape:o,value:n}=e,{dtype:s}=e;if(s=s||x.inferDtype(n),s==="string"){let i=x.getArrayFromDType(s,x.sizeFromShape(o));return i.fill(n),t.makeTensorInfo(o,s,i)}else{let i=new pn(o),a=[{type:"float32",data:[n]}];return t.runWebGPUProgram(i,[],s,a)}}var Rp={kernelName:no,backendName:"webgpu",kernelFunc:tt};function $(r){let{inputs:t,attrs:e}=r,{x:o}=t,{shape:n}=e,s=x.sizeFromShape(o.shape),i=x.inferFromImplicitShape(n,s),a=x.sizeFromShape(i);return x.assert(s===a,()=>`The new shape (${i}) has ${a} elements and the old shape (${o.shape}) has ${s} elements. The new shape and old shape must have the same number of elements.`),r.backend.incRef(o.dataId),{dataId:o.dataId,shape:i,dtype:o.dtype}}var Dp={kernelName:go,backendName:"webgpu",kernelFunc:$};function Me({a:r,b:t,transposeA:e,transposeB:o,backend:n,bias:s=null,preluActivationWeights:i=null,leakyreluAlpha:a=0,activation:u=null}){let l=r.shape.length,p=t.shape.length,c=e?r.shape[l-2]:r.shape[l-1],d=o?t.shape[p-1]:t.shape[p-2],m=e?r.shape[l-1]:r.shape[l-2],f=o?t.shape[p-2]:t.shape[p-1],g=r.shape.slice(0,-2),h=t.shape.slice(0,-2),y=x.sizeFromShape(g),w=x.sizeFromShape(h),v=Mr.assertAndGetBroadcastShape(r.shape.slice(0,-2),t.shape.slice(0,-2)).concat([m,f]);x.assert(c===d,()=>`Error in matMul: inner shapes (${c}) and (${d}) of Tensors with shapes ${r.shape} and ${t.shape} and transposeA=${e} and transposeB=${o} must match.`);let R=e?[y,c,m]:[y,m,c],A=o?[w,f,d]:[w,d,f],N=$({inputs:{x:r},backend:n,attrs:{shape:R}}),L=$({inputs:{x:t},backend:n,attrs:{shape:A}}),B=[N,L],K=Math.max(y,w),H=[N,L],Y=[{type:"int32",data:[m]},{type:"int32",data:[f]},{type:"int32",data:[c]}],at,nt,it=[K,m,f],dt=T().get("WEBGPU_MATMUL_PROGRAM_TYPE");if(dt<0){let Be=T().getNumber("WEBGPU_THRESHOLD_TO_INCREASE_WORKGROUPS_FOR_MATMUL"),br=Be>0?Be:n.thresholdToIncreaseWorkgroups,Sr=K*Math.ceil(m/32)*Math.ceil(f/32);Sr<=br||m<=8&&Sr<=br*2?K*m*f<=128?dt=Kt.MatMulReduceProgram:K===1&&d>=2e3?dt=Kt.MatMulSplitKProgram:dt=Kt.MatMulSmallOutputSizeProgram:dt=Kt.MatMulPackedProgram}switch(dt){case Kt.MatMulReduceProgram:at=new an(it,e,o,s,u,i);break;case Kt.MatMulSplitKProgram:{if(nt=tt({backend:n,attrs:{shape:it,value:0,dtype:r.dtype}}),at=new ln(it,d,e,o),s||u){nt=n.runWebGPUProgram(at,H,r.dtype,Y,nt);let br=new cn(nt.shape,s,u,i),Sr=null,Xr=[nt];s&&Xr.push(s),i&&Xr.push(i),u==="leakyrelu"&&(Sr=[{type:"float32",data:[a]}],br.uniforms+=" alpha : f32,");let xa=n.runWebGPUProgram(br,Xr,nt.dtype,Sr);B.push(nt);let Zh=$({inputs:{x:xa},backend:n,attrs:{shape:v}});B.push(xa);for(let Qh of B)n.disposeData(Qh.dataId);return Zh}break}case Kt.MatMulSmallOutputSizeProgram:at=new un(R,A,it,e,o,s,u,i);break;case Kt.MatMulPackedProgram:let Be=n.adapterInfo.isIntel();at=new sn(R,it,e,o,s,u,i,Be);break;default:throw new Error(`Unsupported MatMulProgramType ${dt}.`)}s&&H.push(s),i&&H.push(i),u==="leakyrelu"&&(Y.push({type:"float32",data:[a]}),at.uniforms+=" alpha : f32,"),nt=n.runWebGPUProgram(at,H,r.dtype,Y,nt);let Yh=$({inputs:{x:nt},backend:n,attrs:{shape:v}});B.push(nt);for(let Be of B)n.disposeData(Be.dataId);return Yh}function CS(r){let{inputs:t,backend:e,attrs:o}=r,{a:n,b:s,bias:i,preluActivationWeights:a}=t,{transposeA:u,transposeB:l,activation:p,leakyreluAlpha:c}=o;return Me({a:n,b:s,transposeA:u,transposeB:l,backend:e,bias:i,preluActivationWeights:a,leakyreluAlpha:c,activation:p})}var Ep={kernelName:Rl,backendName:"webgpu",kernelFunc:CS};var Or=class{constructor(t,e,o){this.variableNames=["AReal","AImag","BReal","BImag"],this.workgroupSize=[128,1,1],this.size=!0,this.outputShape=S.assertAndGetBroadcastShape(e,o),this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey=`binaryOpComplex_${t}`,this.op=t}getUserCode(){return`
      fn binaryOpComplex(
          areal : f32, aimag : f32, breal : f32, bimag : f32) -> f32 {
        ${cr(this.op,!1)}
      }

      ${C("index")} {
        if(index < uniforms.size) {
          let areal = getARealByOutputIndex(index);
          let aimag = getAImagByOutputIndex(index);
          let breal = getBRealByOutputIndex(index);
          let bimag = getBImagByOutputIndex(index);
          setOutputAtIndex(index, binaryOpComplex(areal, aimag, breal, bimag));
        }
      }
    `}};var le=class{constructor(t,e,o){if(this.size=!0,this.variableNames=["A","B"],this.outputShape=S.assertAndGetBroadcastShape(e,o),this.dispatchLayout=k(this.outputShape),this.op=t,this.useSharedMemoryWithA=e.length<=1&&o.length>1&&e[0]<128,this.useSharedMemoryWithB=o.length<=1&&e.length>1&&o[0]<128,this.useSharedMemoryWithA||this.useSharedMemoryWithB)this.outputComponent=1,this.variableComponents=[1,1],this.lastDimensionSize=this.useSharedMemoryWithB?o[0]:e[0],this.shaderKey=`binary_${t}_${this.lastDimensionSize}`,this.type="shared",this.workgroupSize=[256,1,1];else{let n=e.length>0&&e[e.length-1]%4===0,s=o.length>0&&o[o.length-1]%4===0;n&&s?(this.outputComponent=4,this.variableComponents=[4,4]):n&&(x.isScalarShape(o)||o[o.length-1]===1)||s&&(x.isScalarShape(e)||e[e.length-1]===1)?(this.outputComponent=4,this.variableComponents=n?[4,1]:[1,4]):(this.outputComponent=1,this.variableComponents=[1,1]),this.type="nonshared",this.shaderKey=`binary_${t}_${this.variableComponents}`,this.workgroupSize=[128,1,1]}this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize,[this.outputComponent,1,1])}getUserCode(){let t,e=this.outputComponent===4?"vec4<f32>":"f32",o=`
    fn binaryOperation(a : ${e}, b : ${e}) -> ${e} {
      ${cr(this.op,this.outputComponent===4)}
    };
    `;if(this.type==="shared"){let n=this.lastDimensionSize>1?`coords[${this.outputShape.length-1}]`:"0",s=this.useSharedMemoryWithB?`let a = getAByOutputIndex(index);
          let b = sharedBuf[${n}];`:`let a = sharedBuf[${n}];
          let b = getBByOutputIndex(index);`;t=`
        ${o}
        var<workgroup> sharedBuf : array<f32, ${this.lastDimensionSize}>;
        ${C("index")} {
          // Fill in the shared memory buffer.
          let localIndex = i32(localId.x);
          if(localIndex < ${this.lastDimensionSize}) {
            sharedBuf[localIndex] = f32(${this.useSharedMemoryWithB?"B":"A"}[localIndex]);
          }
          workgroupBarrier();

          if(index < uniforms.size) {
            let coords = getCoordsFromIndex(index);
            ${s}
            setOutputAtIndex(index, binaryOperation(a, b));
          }
        }
        `}else t=`
       ${o}
       ${C("index")} {
         if (index < uniforms.size) {
           let coords = getCoordsFromIndex(index * ${this.outputComponent});
           let a = ${e}(getAByOutputCoords(coords));
           let b = ${e}(getBByOutputCoords(coords));
           setOutputAtIndex(index, binaryOperation(a, b));
         }
       }
       `;return t}};function ot(r){let{inputs:t}=r,{x:e}=t;return r.backend.incRef(e.dataId),{dataId:e.dataId,shape:e.shape,dtype:e.dtype}}var Ap={kernelName:Ie,backendName:"webgpu",kernelFunc:ot};function zt(r){let{inputs:t,backend:e}=r,{real:o,imag:n}=t,s=e.makeTensorInfo(o.shape,"complex64"),i=e.tensorMap.get(s.dataId),a=ot({inputs:{x:o},backend:e}),u=ot({inputs:{x:n},backend:e});return i.complexTensorInfos={real:a,imag:u},s}var $p={kernelName:Rr,backendName:"webgpu",kernelFunc:zt};var Nt=class{constructor(t,e,o=""){this.variableNames=["A"],this.size=!0;let n=128;this.workgroupSize=[n,1,1],this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.op=e,o!==""&&(this.uniforms=o),this.shaderKey=`unary_${e}`}getUserCode(){return`
      fn unaryOperation(a : f32) -> f32 {
        ${ue(this.op,!1)}
      }
      ${C("index")} {
        if (index < uniforms.size) {
          let a = getAByOutputIndex(index);
          setOutputAtIndex(index, unaryOperation(a));
        }
      }
      `}};function z({opType:r,cpuKernelImpl:t,dtype:e}){return({inputs:o,backend:n})=>{let{x:s}=o,i=n,a=e||s.dtype;if(i.shouldExecuteOnCPU([s])&&t!=null){let l=i.tensorMap.get(s.dataId),p=t(l.values,a);return i.makeTensorInfo(s.shape,a,p)}let u=new Nt(s.shape,r);return i.runWebGPUProgram(u,[s],a)}}function V({opType:r,cpuKernelImpl:t,supportsComplex:e=!1,dtype:o}){return({inputs:n,backend:s})=>{let{a:i,b:a}=n,u=s;if(e&&i.dtype==="complex64"){let c=u.tensorMap.get(i.dataId),d=u.tensorMap.get(a.dataId),m,f;if(r!==M.MUL)[m,f]=[[c.complexTensorInfos.real,d.complexTensorInfos.real],[c.complexTensorInfos.imag,d.complexTensorInfos.imag]].map(h=>{let[y,w]=h,b={dataId:y.dataId,dtype:y.dtype,shape:i.shape},v={dataId:w.dataId,dtype:w.dtype,shape:a.shape},R=new le(r,i.shape,a.shape);return u.runWebGPUProgram(R,[b,v],ht(y.dtype,w.dtype))});else{let h=new Or(M.COMPLEX_MULTIPLY_REAL,i.shape,a.shape),y=new Or(M.COMPLEX_MULTIPLY_IMAG,i.shape,a.shape),w=[{dataId:c.complexTensorInfos.real.dataId,dtype:c.complexTensorInfos.real.dtype,shape:i.shape},{dataId:c.complexTensorInfos.imag.dataId,dtype:c.complexTensorInfos.imag.dtype,shape:i.shape},{dataId:d.complexTensorInfos.real.dataId,dtype:d.complexTensorInfos.real.dtype,shape:a.shape},{dataId:d.complexTensorInfos.imag.dataId,dtype:d.complexTensorInfos.imag.dtype,shape:a.shape}];m=u.runWebGPUProgram(h,w,"float32"),f=u.runWebGPUProgram(y,w,"float32")}let g=zt({inputs:{real:m,imag:f},backend:u});return u.disposeData(m.dataId),u.disposeData(f.dataId),g}let l=o||ht(i.dtype,a.dtype);if((i.dtype==="string"||a.dtype==="string"||u.shouldExecuteOnCPU([i,a]))&&t!=null){let c=u.tensorMap.get(i.dataId).values,d=u.tensorMap.get(a.dataId).values,m=i.dtype==="string"?S.fromUint8ToStringArray(c):c,f=i.dtype==="string"?S.fromUint8ToStringArray(d):d,[g,h]=t(i.shape,a.shape,m,f,l);return u.makeTensorInfo(h,l,g)}let p=new le(r,i.shape,a.shape);return u.runWebGPUProgram(p,[i,a],l)}}var oa={};xe(oa,{addImpl:()=>Ti,bincountImpl:()=>Tp,bincountReduceImpl:()=>Pp,bitwiseAndImpl:()=>Pi,castImpl:()=>Fi,ceilImpl:()=>Mi,concatImpl:()=>Mp,equalImpl:()=>zi,expImpl:()=>Bi,expm1Impl:()=>_i,floorDivImpl:()=>Ui,floorImpl:()=>Oi,gatherNdImpl:()=>zp,gatherV2Impl:()=>Lp,greaterEqualImpl:()=>Vi,greaterImpl:()=>Wi,lessEqualImpl:()=>Hi,lessImpl:()=>Gi,linSpaceImpl:()=>Bp,logImpl:()=>Ki,maxImpl:()=>_p,maximumImpl:()=>Xi,minimumImpl:()=>ji,multiplyImpl:()=>Wr,negImpl:()=>Up,notEqualImpl:()=>Yi,prodImpl:()=>Vp,raggedGatherImpl:()=>Hp,raggedRangeImpl:()=>Kp,raggedTensorToTensorImpl:()=>Yp,rangeImpl:()=>Zp,rsqrtImpl:()=>Qi,scatterImpl:()=>Qp,sigmoidImpl:()=>Jp,simpleAbsImpl:()=>Np,sliceImpl:()=>td,sparseFillEmptyRowsImpl:()=>ed,sparseReshapeImpl:()=>rd,sparseSegmentReductionImpl:()=>od,sqrtImpl:()=>nd,squaredDifferenceImpl:()=>Ji,staticRegexReplaceImpl:()=>ta,stridedSliceImpl:()=>sd,stringNGramsImpl:()=>id,stringSplitImpl:()=>ad,stringToHashBucketFastImpl:()=>ud,subImpl:()=>ra,tileImpl:()=>ld,topKImpl:()=>pd,transposeImpl:()=>Wp,uniqueImpl:()=>dd});function dn(r,t){Array.isArray(r)||(r=[r]),r.forEach(e=>{e!=null&&x.assert(e.dtype!=="complex64",()=>`${t} does not support complex64 tensors in the CPU backend.`)})}function Np(r){let t=new Float32Array(r.length);for(let e=0;e<r.length;++e)t[e]=Math.abs(r[e]);return t}function j(r){return(t,e,o,n,s)=>{let i=S.assertAndGetBroadcastShape(t,e),a=i.length,u=x.computeStrides(i),l=x.sizeFromShape(i),p=x.getTypedArrayFromDType(s,l),c=t.length,d=e.length,m=x.computeStrides(t),f=x.computeStrides(e),g=S.getBroadcastDims(t,i),h=S.getBroadcastDims(e,i);if(g.length+h.length===0)for(let y=0;y<p.length;++y)p[y]=r(o[y%o.length],n[y%n.length]);else for(let y=0;y<p.length;++y){let w=x.indexToLoc(y,a,u),b=w.slice(-c);g.forEach(N=>b[N]=0);let v=x.locToIndex(b,c,m),R=w.slice(-d);h.forEach(N=>R[N]=0);let A=x.locToIndex(R,d,f);p[y]=r(o[v],n[A])}return[p,i]}}function pr(r){let{inputs:t,backend:e}=r,{real:o,imag:n}=t,s=e.data.get(o.dataId).values,i=e.data.get(n.dataId).values,a=e.makeTensorInfo(o.shape,"complex64"),u=e.data.get(a.dataId);return u.complexTensorInfos={real:e.makeTensorInfo(o.shape,"float32",s),imag:e.makeTensorInfo(n.shape,"float32",i)},a}function mn(r,t,e="float32"){if(e==="complex64"){let n=mn(r,t,"float32"),s=mn(r,t,"float32");return pr({inputs:{real:n,imag:s},backend:r})}let o=x.makeZerosTypedArray(x.sizeFromShape(t),e);return r.makeTensorInfo(t,e,o)}function Ni(r){let{inputs:t,backend:e}=r,{x:o}=t;return e.incRef(o.dataId),{dataId:o.dataId,shape:o.shape,dtype:o.dtype}}function Fp(r){let{inputs:t,backend:e}=r,{input:o}=t,n=e.data.get(o.dataId).complexTensorInfos.real,s=e.data.get(n.dataId).values;return e.makeTensorInfo(n.shape,n.dtype,s)}function Fi(r,t,e,o){if(o==="int32"){let n=Int32Array.from(r);return[t,"int32",n]}if(o==="bool"){let n=x.toTypedArray([0],e),[s,i]=j((a,u)=>a!==u?1:0)(t,[],r,n,"bool");return[i,"bool",s]}throw new Error(`Error in Cast: failed to cast ${e} to ${o}`)}function Ur(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{dtype:s}=o;if(s==="complex64"){if(n.dtype==="complex64")return Ni({inputs:{x:n},backend:e});let p=mn(e,n.shape,n.dtype),c=Ur({inputs:{x:n},backend:e,attrs:{dtype:"float32"}}),d=pr({inputs:{real:c,imag:p},backend:e});return e.disposeIntermediateTensorInfo(p),e.disposeIntermediateTensorInfo(c),d}if(n.dtype==="complex64"){let p=Fp({inputs:{input:n},backend:e}),c=Ur({inputs:{x:p},backend:e,attrs:{dtype:s}});return e.disposeIntermediateTensorInfo(p),c}if(!x.hasEncodingLoss(n.dtype,s)){let p=Ni({inputs:{x:n},backend:e});return{dataId:p.dataId,shape:p.shape,dtype:s}}let i=e.data.get(n.dataId).values,[a,u,l]=Fi(i,n.shape,n.dtype,s);return e.makeTensorInfo(a,u,l)}function Q(r,t,e,o){return e==null?({inputs:n,backend:s})=>{let{a:i,b:a}=n,u=s;dn([i,a],r);let l=u.data.get(i.dataId).values,p=u.data.get(a.dataId).values,c=i.dtype==="string"?S.fromUint8ToStringArray(l):l,d=i.dtype==="string"?S.fromUint8ToStringArray(p):p,m=o||i.dtype,[f,g]=t(i.shape,a.shape,c,d,m);return u.makeTensorInfo(g,m,f)}:({inputs:n,backend:s})=>{let{a:i,b:a}=n,u=s;if(i.dtype==="complex64"||a.dtype==="complex64"){let l=Ur({inputs:{x:i},backend:u,attrs:{dtype:"complex64"}}),p=u.data.get(l.dataId),c=p.complexTensorInfos.real,d=p.complexTensorInfos.imag,m=u.data.get(c.dataId).values,f=u.data.get(d.dataId).values,g=Ur({inputs:{x:a},backend:u,attrs:{dtype:"complex64"}}),h=u.data.get(g.dataId),y=h.complexTensorInfos.real,w=h.complexTensorInfos.imag,b=u.data.get(y.dataId).values,v=u.data.get(w.dataId).values,[R,A,N]=e(i.shape,a.shape,m,f,b,v),L=u.makeTensorInfo(N,"float32",R),B=u.makeTensorInfo(N,"float32",A),K=pr({inputs:{real:L,imag:B},backend:u});return u.disposeIntermediateTensorInfo(l),u.disposeIntermediateTensorInfo(g),u.disposeIntermediateTensorInfo(L),u.disposeIntermediateTensorInfo(B),K}else{let l=u.data.get(i.dataId).values,p=u.data.get(a.dataId).values,c=o||i.dtype,[d,m]=t(i.shape,a.shape,l,p,c);return u.makeTensorInfo(m,c,d)}}}function dr(r){return(t,e,o,n,s,i)=>{let a=S.assertAndGetBroadcastShape(t,e),u=x.sizeFromShape(a),l=a.length,p=x.computeStrides(a),c=x.getTypedArrayFromDType("float32",u),d=x.getTypedArrayFromDType("float32",u),m=S.getBroadcastDims(t,a),f=S.getBroadcastDims(e,a),g=S.mergeRealAndImagArrays(o,n),h=S.mergeRealAndImagArrays(s,i),y=t.length,w=x.computeStrides(t),b=e.length,v=x.computeStrides(e);if(m.length+f.length===0)for(let R=0;R<c.length;R++){let A=R%g.length,N=R%h.length,L=r(g[A*2],g[A*2+1],h[N*2],h[N*2+1]);c[R]=L.real,d[R]=L.imag}else for(let R=0;R<c.length;R++){let A=x.indexToLoc(R,l,p),N=A.slice(-y);m.forEach(Y=>N[Y]=0);let L=x.locToIndex(N,y,w),B=A.slice(-b);f.forEach(Y=>B[Y]=0);let K=x.locToIndex(B,b,v),H=r(g[L*2],g[L*2+1],h[K*2],h[K*2+1]);c[R]=H.real,d[R]=H.imag}return[c,d,a]}}var Ti=j(((r,t)=>r+t)),IS=dr(((r,t,e,o)=>({real:r+e,imag:t+o}))),KN=Q("Add",Ti,IS);function Tp(r,t,e,o,n){let s=x.sizeFromShape(o),i=x.makeZerosTypedArray(n,e);for(let a=0;a<r.length;a++){let u=r[a];if(u<0)throw new Error("Input x must be non-negative!");u>=n||(s>0?i[u]+=t[a]:i[u]+=1)}return i}function Pp(r,t,e,o=!1){let n=r.shape[0],s=r.shape[1],i=q([n,e],t.dtype);for(let a=0;a<n;a++)for(let u=0;u<s;u++){let l=r.get(a,u);if(l<0)throw new Error("Input x must be non-negative!");l>=e||(o?i.set(1,a,l):t.size>0?i.set(i.get(a,l)+t.get(a,u),a,l):i.set(i.get(a,l)+1,a,l))}return i}var Pi=j(((r,t)=>r&t)),tF=Q(Ga,Pi);function lt(r){return(t,e,o)=>{let n=x.getArrayFromDType(e,t.length);for(let s=0;s<t.length;++s)n[s]=r(t[s],o);return n}}function fn(r,t,e){let o=lt(t);return Ct(r,o,e)}function Ct(r,t,e){return({inputs:o,attrs:n,backend:s})=>{let{x:i}=o;dn(i,r);let a=s,u=a.data.get(i.dataId).values,l;if(i.dtype==="string"){if(!Array.isArray(u))throw new Error("String tensor's value was not an instance of Array");l=S.fromUint8ToStringArray(u)}else l=u;let p=e||i.dtype,c=t(l,p,n);return a.makeTensorInfo(i.shape,p,c)}}var Mi=lt(r=>Math.ceil(r)),pF=Ct(Jr,Mi);function Mp(r,t,e,o){let n=x.getArrayFromDType(e,x.sizeFromShape(t));if(o&&e!=="string"){let s=0;r.forEach(i=>{let a=x.sizeFromShape(i.shape);n.set(i.vals,s),s+=a})}else{let s=0;r.forEach(i=>{let a=e==="string"?S.fromUint8ToStringArray(i.vals):i.vals,u=0;for(let l=0;l<i.shape[0];++l){let p=l*t[1]+s;for(let c=0;c<i.shape[1];++c)n[p+c]=a[u++]}s+=i.shape[1]})}return n}var zi=j((r,t)=>r===t?1:0),yF=Q(ro,zi,null,"bool");var Bi=lt(r=>Math.exp(r)),IF=Ct("Exp",Bi,"float32");var _i=lt(r=>Math.expm1(r)),EF=Ct(oo,_i);var Oi=lt(r=>Math.floor(r)),TF=Ct(so,Oi);var Ui=j((r,t)=>Math.floor(r/t)),BF=Q(qe,Ui,null,"int32");function zp(r,t,e,o,n,s,i,a,u){let l=q([o,s],e);for(let p=0;p<o;p++){let c=[],d=0;for(let m=0;m<n;m++){let f=r[p*n+m];d+=f*i[m],c.push(f)}if(d<0||d>=u/s)throw new Error(`Invalid indices: ${c} does not index into ${a}`);for(let m=0;m<s;m++)l.values[p*s+m]=t.get(...t.indexToLoc(d*s+m))}return l}function Lp(r,t,e){let o=q(e,r.dtype);for(let n=0;n<o.size;++n){let i=o.indexToLoc(n).slice(),a=i[0],u=i[2],l=t.locToIndex([a,u]);i[2]=t.values[l];let p=r.locToIndex(i);0<=p&&p<r.values.length&&(o.values[n]=r.values[p])}return o}var Wi=j((r,t)=>r>t?1:0),KF=Q(io,Wi,null,"bool");var Vi=j((r,t)=>r>=t?1:0),QF=Q(ao,Vi,null,"bool");var Gi=j((r,t)=>r<t?1:0),oT=Q(lo,Gi,null,"bool");var Hi=j((r,t)=>r<=t?1:0),uT=Q(co,Hi,null,"bool");function Bp(r,t,e){let o=(t-r)/(e-1),n=x.makeZerosTypedArray(e,"float32");n[0]=r;for(let s=1;s<n.length;s++)n[s]=n[s-1]+o;return n}var Ki=lt(r=>Math.log(r)),hT=Ct("Log",Ki);function _p(r,t,e,o){let n=x.getTypedArrayFromDType(o,x.sizeFromShape(e));for(let s=0;s<n.length;++s){let i=s*t,a=r[i];for(let u=0;u<t;++u){let l=r[i+u];(Number.isNaN(l)||l>a)&&(a=l)}n[s]=a}return n}var Xi=j(((r,t)=>Math.max(r,t))),CT=Q(Ke,Xi);var ji=j(((r,t)=>Math.min(r,t))),DT=Q(po,ji);var Wr=j(((r,t)=>r*t)),vS=dr(((r,t,e,o)=>({real:r*e-t*o,imag:r*o+t*e}))),FT=Q(Xe,Wr,vS);function Up(r,t,e){let o=x.createScalarValue(-1,e);return Wr([],t,o,r,e)}var Yi=j(((r,t)=>r!==t?1:0)),OT=Q(mo,Yi,null,"bool");function Wp(r,t,e,o,n){let s=t.length,i=x.sizeFromShape(t),a=x.computeStrides(t),u=x.computeStrides(n),l=x.getTypedArrayFromDType(e,x.sizeFromShape(n));for(let p=0;p<i;++p){let c=x.indexToLoc(p,s,a),d=new Array(c.length);for(let f=0;f<d.length;f++)d[f]=c[o[f]];let m=x.locToIndex(d,s,u);l[m]=r[p]}return l}function Vp(r,t,e,o){let[n,s]=S.computeOutAndReduceShapes(r,o),i=ht(t,"int32"),a=x.makeZerosTypedArray(x.sizeFromShape(n),i),u=x.sizeFromShape(s);for(let l=0;l<a.length;++l){let p=l*u,c=1;for(let d=0;d<u;++d)c*=e[p+d];a[l]=c}return{outVals:a,outShape:n,outDtype:i}}function kS(r,t,e){r.forEach((o,n)=>{if(o<0||o>=e){let s=x.indexToLoc(n,t.length,x.computeStrides(t)).join(",");throw new Error(`indices[${s}] = ${o} is not in [0, ${e})`)}})}function RS(r,t){for(let e=0;e<r.length;++e){let o=r[e],n=e===r.length-1?t:r[e+1].length;if(o.length===0)throw new Error("Ragged splits may not be empty");if(o[0]<0)throw new Error("Ragged splits must be non-negative");if(o[o.length-1]>n)throw new Error("Ragged splits must not point past values");for(let s=1;s<o.length;++s)if(o[s-1]>o[s])throw new Error("Ragged splits must be sorted in ascending order")}}function DS(r,t,e,o){let n=[],s=0,i=t.length-1+e.length,a=new Array(i).fill(null).map(()=>[0]);RS(e,o);let u=1;for(let l=0;l<t.length-1;++l){u*=t[l];let p=t[l+1];for(let c=1;c<u+1;++c)a[l].push(c*p)}for(let l=0;l<r.length;++l){let p=r[l],c=r[l]+1;for(let d=0;d<e.length;++d){let m=e[d],f=d+t.length-1;if(f>=0){let g=a[f],h=g[g.length-1]-m[p];for(let y=p;y<c;++y)a[f].push(m[y+1]+h)}p=m[p],c=m[c]}c!==p&&(n.push([p,c]),s+=c-p)}return{outSplits:a,valueSlices:n,numValues:s}}function ES(r){let t=[];for(let e=0;e<r.length;++e){let o=r[e].length,n=x.getArrayFromDType("int32",o);t.push(n),r[e].forEach((s,i)=>n[i]=s)}return t}function Gp(r,t){let e=r.slice(0,t);for(;e.length<t;)e.push(1);for(let o=t;o<r.length;o++)e[t-1]*=r[o];return e}function AS(r,t,e,o,n,s){let i=Gp(t,2)[1],a=Gp(s,2)[1],u=0;for(let l of e)for(let p=l[0];p<l[1];++p){for(let c=0;c<o;++c)n[u*a+c]=r[p*i+c];++u}}function $S(r,t,e,o,n){let s=t.slice();s[0]=n;let i=x.getArrayFromDType(e,x.sizeFromShape(s)),a=r.length,u=a===0?0:a/t[0];return AS(r,t,o,u,i,s),[i,s]}function Hp(r,t,e,o,n,s,i,a){if(r.length===0)throw new Error("paramsNestedSplits must be non empty");if(t[0].length===0)throw new Error("Split tensors must not be scalars");let u=t[0][0]-1;if(kS(s,i,u),o.length===0)throw new Error("params.rank must be nonzero");let l=o[0],{outSplits:p,valueSlices:c,numValues:d}=DS(s,i,r,l),m=ES(p),f=$S(e,o,n,c,d);return[m,f[0],f[1]]}var qp=2147483647;function Kp(r,t,e,o,n,s,i){if(t.length>1)throw new Error("starts must be a scalar or vector");if(n.length>1)throw new Error("limits must be a scalar or vector");if(i.length>1)throw new Error("deltas must be a scalar or vector");let a=t.length===0,u=n.length===0,l=i.length===0,p=[];a||p.push(t[0]),u||p.push(n[0]),l||p.push(i[0]);for(let h=1;h<p.length;++h)if(p[h]!==p[h-1])throw new Error("starts, limits, and deltas must have the same shape");let c=p.length===0?1:p[0],d=x.getArrayFromDType("int32",c+1);d[0]=0;for(let h=0;h<c;++h){let y=a?r[0]:r[h],w=u?o[0]:o[h],b=l?s[0]:s[h];if(b===0)throw new Error("Requires delta != 0");let v;if(b>0&&w<y||b<0&&w>y)v=0;else if(v=Math.ceil(Math.abs((w-y)/b)),v>qp)throw new Error(`Requires ((limit - start) / delta) <= ${qp}`);d[h+1]=d[h]+v}let m=d[c],f=x.getArrayFromDType(e,m),g=0;for(let h=0;h<c;++h){let y=d[h+1]-d[h],w=a?r[0]:r[h],b=l?s[0]:s[h];for(let v=0;v<y;++v)f[g++]=w,w+=b}return[d,f]}var Ut=S.RowPartitionType,Zi=class r{constructor(t,e,o,n,s,i,a,u,l,p){this.shape=t,this.shapeShape=e,this.values=o,this.valuesShape=n,this.valuesDType=s,this.defaultValue=i,this.defaultValueShape=a,this.rowPartitionValues=u,this.rowPartitionValuesShapes=l,this.rowPartitionTypes=S.getRowPartitionTypesHelper(p),this.raggedRank=S.getRaggedRank(this.rowPartitionTypes)}getRowPartitionTypeByDimension(t){return this.rowPartitionTypes[0]===Ut.FIRST_DIM_SIZE?this.rowPartitionTypes[t+1]:this.rowPartitionTypes[t]}getRowPartitionTensor(t){return this.rowPartitionTypes[0]===Ut.FIRST_DIM_SIZE?this.rowPartitionValues[t+1]:this.rowPartitionValues[t]}getMaxWidth(t){let e=this.getRowPartitionTensor(t-1);switch(this.getRowPartitionTypeByDimension(t-1)){case Ut.VALUE_ROWIDS:return r.getMaxWidthValueRowID(e);case Ut.ROW_SPLITS:return r.getMaxWidthRowSplit(e);default:throw new Error(`Cannot handle partition type ${Ut[this.getRowPartitionTypeByDimension(t-1)]}`)}}static getMaxWidthRowSplit(t){let e=t.length;if(e===0||e===1)return 0;let o=0;for(let n=0;n<e-1;++n){let s=t[n+1]-t[n];s>o&&(o=s)}return o}static getMaxWidthValueRowID(t){let e=t.length;if(e===0)return 0;let o=0,n=t[0],s=0;for(let i=1;i<e;++i){let a=t[i];a!==n&&(n=a,s=Math.max(i-o,s),o=i)}return Math.max(e-o,s)}tensorShapeFromTensor(t,e,o=!0){if(e.length===0){if(t[0]===-1)return[];throw new Error("The only valid scalar shape tensor is the fully unknown shape specified as -1.")}return jp(t,o)}calculateOutputSize(t){let e=this.valuesShape,o=this.defaultValueShape;S.validateDefaultValueShape(o,e);let n=this.tensorShapeFromTensor(this.shape,this.shapeShape),i=S.combineRaggedTensorToTensorShapes(this.raggedRank,n,e);i[0]<0&&(i[0]=t);for(let a=1;a<=this.raggedRank;++a)i[a]<0&&(i[a]=this.getMaxWidth(a));return i}calculateFirstParentOutputIndex(t,e,o){let n=Math.min(t,o),s=[],i=0;for(let a=0;a<n;++a,i+=e)s.push(i);for(let a=n;a<t;++a)s.push(-1);return x.assert(s.length===t,()=>"Final length of result must be equal to firstDimension."),s}calculateOutputIndexRowSplit(t,e,o,n){let s=t.length,i=[];for(let a=0;a<s-1;++a){let u=t[a+1]-t[a],l=Math.min(n,u),p=e[a];p===-1&&(l=0);for(let c=0;c<l;++c)i.push(p),p+=o;for(let c=0;c<u-l;++c)i.push(-1)}if(s>0&&i.length!==t[s-1])throw new Error("Invalid row split size.");return i}calculateOutputIndexValueRowID(t,e,o,n){let s=t.length,i=[];if(s===0)return[];let a=0,u=t[0];if(u>=e.length)throw new Error(`Got currentValueRowId=${u}, which is not less than ${e.length}`);let l=e[u];i.push(l);for(let p=1;p<s;++p){let c=t[p];if(c===u)l>=0&&(++a,a<n?l+=o:l=-1);else{if(a=0,u=c,c>=e.length)throw new Error(`Got nextValueRowId=${c} which is not less than ${e.length}`);l=e[c]}i.push(l)}if(i.length!==t.length)throw new Error("Invalid row ids.");return i}calculateOutputIndex(t,e,o,n){let s=this.getRowPartitionTensor(t),i=this.getRowPartitionTypeByDimension(t);switch(i){case Ut.VALUE_ROWIDS:return this.calculateOutputIndexValueRowID(s,e,o,n);case Ut.ROW_SPLITS:if(s.length-1>e.length)throw new Error(`Row partition size is greater than output size: ${s.length-1} > ${e.length}`);return this.calculateOutputIndexRowSplit(s,e,o,n);default:throw new Error(`Unsupported partition type: ${Ut[i]}`)}}getFirstDimensionSize(){let t=this.rowPartitionValues[0];if(this.rowPartitionTypes.length===0)throw new Error("No row_partition_types given.");let e=this.rowPartitionTypes[0];switch(e){case Ut.FIRST_DIM_SIZE:return t[0];case Ut.VALUE_ROWIDS:throw new Error("Cannot handle VALUE_ROWIDS in first dimension.");case Ut.ROW_SPLITS:return this.rowPartitionValuesShapes[0][0]-1;default:throw new Error(`Cannot handle type ${Ut[e]}`)}}compute(){if(this.rowPartitionValues[0].length<=0)throw new Error("Invalid first partition input. Tensor requires at least one element.");let e=this.getFirstDimensionSize(),o=this.calculateOutputSize(e),n=new Array(this.raggedRank+1);n[n.length-1]=1;for(let u=n.length-2;u>=0;--u)n[u]=n[u+1]*o[u+1];let s=jp(o,!1),i=x.getArrayFromDType(this.valuesDType,x.sizeFromShape(s));if(n[0]*o[0]>0){let u=this.calculateFirstParentOutputIndex(e,n[0],o[0]);for(let l=1;l<=this.raggedRank;++l)u=this.calculateOutputIndex(l-1,u,n[l],o[l]);this.setOutput(this.raggedRank,u,i,s)}return[s,i]}setOutput(t,e,o,n){if(o.length===0)return;let s=this.values,i=o,a=n.slice();a=a.slice(t+1);let u=x.sizeFromShape(a),l=e.length,p=this.defaultValue;if(p.length!==u&&p.length!==1){let f=this.defaultValueShape;Z(()=>{let g=Ne(p,f);p=wi(g,a).dataSync()})}let c=0,d=0,m=0;for(let f=0;f<=l;++f){let g=f<l?e[f]:-1;if(g===m){++m;continue}if(d<m){let h=s.subarray(c*u),y=i.subarray(d*u),w=(m-d)*u;Xp(y,h,w)}if(f>=l){let h=o.length;g=Math.floor(h/u)}if(g>m)if(this.defaultValue.length===1)i.subarray(m*u,g*u).fill(this.defaultValue[0]),m=g;else for(;g>m;){let h=i.slice(m*u);Xp(h,p,u),++m}g<0?(c=f+1,d=m):(c=f,d=m,m=d+1)}}};function Xp(r,t,e){for(let o=0;o<e;o++)r[o]=t[o]}function jp(r,t){let e=[];for(let o of r){if(o<0){if(!t)throw new Error(`Dimension ${o} must be >= 0`);if(o<-1)throw new Error(`Dimension ${o} must be >= -1`);o=-1}e.push(o)}return e}function Yp(r,t,e,o,n,s,i,a,u,l){return new Zi(r,t,e,o,n,s,i,a,u,l).compute()}function Zp(r,t,e,o){let n=r===t,s=r<t&&e<0,i=t<r&&e>1;if(n||s||i)return x.makeZerosTypedArray(0,o);let a=Math.abs(Math.ceil((t-r)/e)),u=x.makeZerosTypedArray(a,o);t<r&&e===1&&(e=-1),u[0]=r;for(let l=1;l<u.length;l++)u[l]=u[l-1]+e;return u}var Qi=lt(r=>1/Math.sqrt(r)),oP=Ct(yo,Qi);function Qp(r,t,e,o,n,s,i,a,u,l){let p=[o/n,n],c=r.values,d=t.values;if(o===0)return q(e,t.dtype);let m=u instanceof Yt?u:q(p,t.dtype);typeof u=="string"||typeof u=="number"?m.values.fill(u):typeof u=="boolean"&&m.values.fill(+u);for(let f=0;f<s;f++){let g=[],h=0;for(let y=0;y<i;y++){let w=c[f*i+y];g.push(w),h+=w*a[y]}if(h<0||h>=o/n)throw new Error(`Invalid indices: ${g} does not index into ${e}`);for(let y=0;y<n;y++)l?m.values[h*n+y]+=d[f*n+y]:m.values[h*n+y]=t.rank===0?d[0]:d[f*n+y]}return m}var Jp=lt(r=>1/(1+Math.exp(-r))),cP=fn(je,r=>1/(1+Math.exp(-r)));function td(r,t,e,o,n){let s=Pt.isSliceContinous(o,t,e),i=x.sizeFromShape(e),a=x.computeStrides(o);if(s){let c=Pt.computeFlatOffset(t,a);return n==="string"?r.slice(c,c+i):r.subarray(c,c+i)}let u=n==="string"?S.fromUint8ToStringArray(r):r,l=q(o,n,u),p=q(e,n);for(let c=0;c<p.size;++c){let d=p.indexToLoc(c),m=d.map((f,g)=>f+t[g]);p.set(l.get(...m),...d)}return n==="string"?S.fromStringArrayToUint8(p.values):p.values}function ed(r,t,e,o,n,s,i){let a=t[0],u=s[0],l=new Array(u),p=new Array(a),c=t[1];if(u===0){if(a!==0)throw new Error(S.getSparseFillEmptyRowsIndicesDenseShapeMismatch(a));let h=x.getArrayFromDType(e,0),y=x.getArrayFromDType(n,0);return[h,[0,c],y,l,p]}let d=!0,m=0,f=new Array(u).fill(0);for(let h=0;h<a;++h){let y=r[h*c];if(y<0)throw new Error(S.getSparseFillEmptyRowsNegativeIndexErrorMessage(h,y));if(y>=u)throw new Error(S.getSparseFillEmptyRowsOutOfRangeIndexErrorMessage(h,y,u));++f[y],d=d&&y>=m,m=y}let g=!0;for(let h=0;h<u;++h){let y=f[h]===0;l[h]=y,g=g&&!y,f[h]=Math.max(f[h],1),h>0&&(f[h]+=f[h-1])}if(g&&d){let h=r,y=o;for(let w=0;w<a;++w)p[w]=w;return[h,[a,c],y,l,p]}else{let h=f[u-1],y=x.getArrayFromDType(e,h*c),w=x.getArrayFromDType(n,h),b=new Array(u).fill(0);for(let v=0;v<a;++v){let R=r[v*c],A=b[R],N=(R===0?0:f[R-1])+A;b[R]++;for(let L=0;L<c;++L)y[N*c+L]=r[v*c+L];w[N]=o[v],p[v]=N}for(let v=0;v<u;++v)if(b[v]===0){let A=v===0?0:f[v-1];y[A*c+0]=v;for(let N=1;N<c;++N)y[A*c+N]=0;w[A]=i}return[y,[h,c],w,l,p]}}function rd(r,t,e,o,n){let s=x.sizeFromShape(o),i=t[0],a=n.length,u=[],l=1,p=-1;for(let h=0;h<a;++h){let y=n[h];if(y===-1){if(p!==-1)throw new Error(S.getSparseReshapeMultipleNegativeOneOutputDimErrorMessage(p,h));p=h,u.push(1)}else{if(y<0)throw new Error(S.getSparseReshapeNegativeOutputDimErrorMessage(h,y));l*=y,u.push(y)}}if(p!==-1){if(l<=0)throw new Error(S.getSparseReshapeEmptyTensorZeroOutputDimErrorMessage());let h=Math.trunc(s/l);if(l*h!==s)throw new Error(S.getSparseReshapeInputOutputMultipleErrorMessage(o,u));u[p]=h}if(x.sizeFromShape(u)!==s)throw new Error(S.getSparseReshapeInputOutputMismatchErrorMessage(o,u));let d=o.length,m=[];if(d>0){m[d-1]=1;for(let h=d-2;h>=0;--h)m[h]=m[h+1]*o[h+1]}let f=[];if(a>0){f[a-1]=1;for(let h=a-2;h>=0;--h)f[h]=f[h+1]*u[h+1]}let g=x.getArrayFromDType(e,i*a);for(let h=0;h<i;++h){let y=0;for(let w=0;w<d;++w)y+=r[h*d+w]*m[w];for(let w=0;w<a;++w)g[h*a+w]=Math.trunc(y/f[w]),y%=f[w]}return[g,[i,a],u]}function od(r,t,e,o,n,s=!1,i=0){let a=o.length,u=[t[0],r.length/t[0]],l=u[1],c=a>0?n[a-1]+1:0;if(c<0)throw new Error(S.getSparseSegmentReductionNegativeSegmentIdsErrorMessage());let d=t.slice();d[0]=c;let m=d.reduce((b,v)=>b*v,1),f=x.getArrayFromDType(e,m);if(a===0)return c>0&&f.fill(i),[f,d];if(c<=0)throw new Error(S.getSparseSegmentReductionNegativeSegmentIdsErrorMessage());let g=0,h=1,y=0,w=n[g];for(;;){let b=0;if(h<a){if(b=n[h],w===b){++h;continue}if(w>=b)throw new Error(S.getSparseSegmentReductionNonIncreasingSegmentIdsErrorMessage())}if(w<0||w>=c)throw new Error(S.getSparseSegmentReductionSegmentIdOutOfRangeErrorMessage(w,c));w>y&&f.fill(i,y*l,w*l);for(let v=g;v<h;++v){let R=o[v];if(R<0||R>=u[0])throw new Error(S.getSparseSegmentReductionIndicesOutOfRangeErrorMessage(v,o[v],u[0]));for(let A=0;A<l;A++)f[w*l+A]+=r[R*l+A]}if(s)for(let v=0;v<l;v++)f[w*l+v]/=h-g;if(g=h,++h,y=w+1,w=b,h>a)break}return y<c&&f.fill(i,y*l,c*l),[f,d]}var nd=lt(r=>Math.sqrt(r)),IP=fn(Ye,r=>Math.sqrt(r));var Ji=j(((r,t)=>{let e=r-t;return e*e})),EP=Q(wo,Ji);var ta=lt((r,t)=>{let{pattern:e,replaceGlobal:o,rewrite:n}=t;return r.replace(new RegExp(e,o?"g":""),n)}),TP=Ct(hl,ta);function sd(r,t,e,o){let n=q(r,t.dtype);for(let s=0;s<n.size;s++){let i=n.indexToLoc(s),a=new Array(i.length);for(let u=0;u<a.length;u++)a[u]=i[u]*e[u]+o[u];n.set(t.get(...a),...i)}return n}var ea=class{constructor(t,e,o,n,s,i){this.separator=x.encodeString(t),this.nGramWidths=e,this.leftPad=x.encodeString(o),this.rightPad=x.encodeString(n),this.padWidth=s,this.preserveShort=i}getPadWidth(t){return Math.min(this.padWidth<0?t-1:this.padWidth,t-1)}getNumNGrams(t,e){let o=this.getPadWidth(e);return Math.max(0,t+2*o-e+1)}createNGrams(t,e,o,n,s,i){for(let a=0;a<s;++a){let u=this.getPadWidth(i),l=Math.max(0,u-a),p=Math.max(0,u-(s-(a+1))),c=i-(l+p),d=e+(l>0?0:a-u),m=0;m+=l*this.leftPad.length;for(let w=0;w<c;++w)m+=t[d+w].length;m+=p*this.rightPad.length;let f=l+p+c-1;m+=f*this.separator.length,o[n+a]=new Uint8Array(m);let g=o[n+a],h=0,y=w=>w.forEach(b=>g[h++]=b);for(let w=0;w<l;++w)y(this.leftPad),y(this.separator);for(let w=0;w<c-1;++w)y(t[d+w]),y(this.separator);if(c>0){y(t[d+c-1]);for(let w=0;w<p;++w)y(this.separator),y(this.rightPad)}else{for(let w=0;w<p-1;++w)y(this.rightPad),y(this.separator);y(this.rightPad)}}}compute(t,e){let o=t.length,n=e.length;if(n>0){let u=e[0];if(u!==0)throw new Error(`First split value must be 0, got ${u}`);for(let l=1;l<n;++l){let p=e[l]>=u;if(p=p&&e[l]<=o,!p)throw new Error(`Invalid split value ${e[l]}, must be in [${u}, ${o}]`);u=e[l]}if(u!==o)throw new Error(`Last split value must be data size. Expected ${o}, got ${u}`)}let s=n-1,i=x.getArrayFromDType("int32",n);if(o===0||n===0){let u=new Array(o);for(let l=0;l<=s;++l)i[l]=0;return[u,i]}i[0]=0;for(let u=1;u<=s;++u){let l=e[u]-e[u-1],p=0;this.nGramWidths.forEach(c=>{p+=this.getNumNGrams(l,c)}),this.preserveShort&&l>0&&p===0&&(p=1),i[u]=i[u-1]+p}let a=new Array(i[s]);for(let u=0;u<s;++u){let l=e[u],p=i[u];if(this.nGramWidths.forEach(c=>{let d=e[u+1]-e[u],m=this.getNumNGrams(d,c);this.createNGrams(t,l,a,p,m,c),p+=m}),this.preserveShort&&p===i[u]){let c=e[u+1]-e[u];if(c===0)continue;let d=c+2*this.padWidth;this.createNGrams(t,l,a,p,1,d)}}return[a,i]}};function id(r,t,e,o,n,s,i,a){return new ea(e,o,n,s,i,a).compute(r,t)}function NS(r,t,e,o){if(!r.length)return;if(t.length===0){for(let s=0;s<r.length;++s)o.push(r.subarray(s,s+1));return}if(t.length===1){let s=t[0],i=r.indexOf(s);for(;i!==-1;){let a=r.subarray(0,i);(!e||a.length!==0)&&o.push(a),r=r.subarray(i+1),i=r.indexOf(s)}(!e||r.length!==0)&&o.push(r);return}let n=0;for(let s=0;s<r.length+1;s++)if(s===r.length||t.indexOf(r[s])!==-1){let i=r.subarray(n,s);(!e||i.length!==0)&&o.push(i),n=s+1}}function ad(r,t,e){let o=r.length,n=[],s=0,i=0,a=new Array(o);for(let d=0;d<o;++d){let m=n.length;NS(r[d],t,e,n);let f=n.length-m;a[d]=f,s+=f,i=Math.max(i,f)}let u=x.getArrayFromDType("int32",s*2),l=new Array(s),p=[o,i],c=0;for(let d=0;d<o;++d)for(let m=0;m<a[d];++m)u[c*2]=d,u[c*2+1]=m,l[c]=n[c],++c;return[u,l,p]}function ud(r,t){let e=x.getArrayFromDType("int32",r.length);for(let o=0;o<r.length;++o)e[o]=x.fingerPrint64(r[o]).modulo(t).getLowBitsUnsigned();return e}var ra=j(((r,t)=>r-t)),FS=dr(((r,t,e,o)=>({real:r-e,imag:t-o}))),qP=Q("Sub",ra,FS);function ld(r,t){let e=new Array(r.rank);for(let n=0;n<e.length;n++)e[n]=r.shape[n]*t[n];let o=q(e,r.dtype);for(let n=0;n<o.values.length;++n){let s=o.indexToLoc(n),i=new Array(r.rank);for(let u=0;u<i.length;u++)i[u]=s[u]%r.shape[u];let a=r.locToIndex(i);o.values[n]=r.values[a]}return o}var Vr=(r,t)=>{let e=t.value-r.value;return e===0?r.index-t.index:e};function cd(r,t,e=0,o=r.length-1){for(;o>e;){if(o-e>600){let a=o-e+1,u=t-e+1,l=Math.log(a),p=.5*Math.exp(2*l/3),c=.5*Math.sqrt(l*p*(a-p)/a)*Math.sign(u-a/2),d=Math.max(e,Math.floor(t-u*p/a+c)),m=Math.min(o,Math.floor(t+(a-u)*p/a+c));cd(r,t,d,m)}let n=r[t],s=e,i=o;for(x.swap(r,e,t),Vr(r[o],n)>0&&x.swap(r,e,o);s<i;){for(x.swap(r,s,i),s++,i--;Vr(r[s],n)<0;)s=s+1;for(;Vr(r[i],n)>0;)i=i-1}Vr(r[e],n)===0?x.swap(r,e,i):(i=i+1,x.swap(r,i,o)),i<=t&&(e=i+1),t<=i&&(o=i-1)}}function pd(r,t,e,o,n){let s=t[t.length-1],[i,a]=[r.length/s,s],u=x.getTypedArrayFromDType(e,i*o),l=x.getTypedArrayFromDType("int32",i*o);for(let c=0;c<i;c++){let d=c*a,m=r.subarray(d,d+a),f=new Array(m.length);m.forEach((w,b)=>f[b]={value:w,index:b}),o<f.length&&(cd(f,o),f=f.slice(0,o)),n&&f.sort(Vr);let g=c*o,h=u.subarray(g,g+o),y=l.subarray(g,g+o);for(let w=0;w<o;w++)h[w]=f[w].value,y[w]=f[w].index}let p=t.slice();return p[p.length-1]=o,[q(p,e,u),q(p,"int32",l)]}function dd(r,t,e,o){let n=x.parseAxisParam(t,e)[0],s=[1,e[0],1];for(let f=0;f<n;f++)s[0]*=e[f];s[1]=e[n];for(let f=n+1;f<e.length;f++)s[2]*=e[f];let i=new Map,a=new Int32Array(e[n]),u=new Yt(s,o,r),l=[],p=s[0]===1&&s[2]===1;for(let f=0;f<e[n];f++){let g;if(p)g=r[f].toString();else{let y=[];for(let w=0;w<s[0];w++)for(let b=0;b<s[2];b++)y.push(u.get(w,f,b));g=y.join(",")}let h=i.get(g);if(h!=null)a[f]=h;else{let y=i.size;i.set(g,y),a[f]=y,l.push(f)}}let c=s.slice();c[1]=i.size;let d=new Yt(c,o);l.forEach((f,g)=>{for(let h=0;h<s[0];h++)for(let y=0;y<s[2];y++)d.set(u.get(h,f,y),h,g,y)});let m=e.slice();return m[n]=c[1],{outputValues:d.values,outputShape:m,indices:a}}var{addImpl:md,castImpl:fd,ceilImpl:hd,concatImpl:gd,equalImpl:xd,expImpl:yd,expm1Impl:wd,floorImpl:bd,floorDivImpl:Sd,gatherNdImpl:Cd,gatherV2Impl:Id,greaterEqualImpl:vd,greaterImpl:kd,lessEqualImpl:Rd,lessImpl:Dd,logImpl:Ed,maxImpl:Ad,maximumImpl:$d,minimumImpl:Nd,multiplyImpl:Fd,negImpl:Td,notEqualImpl:Pd,prodImpl:Md,rangeImpl:zd,rsqrtImpl:Ld,scatterImpl:Bd,simpleAbsImpl:_d,sliceImpl:Od,stridedSliceImpl:Ud,stringNGramsImpl:Wd,subImpl:Vd,tileImpl:Gd,topKImpl:Hd,transposeImpl:qd,uniqueImpl:YM}=oa;var TS=z({opType:D.ABS,cpuKernelImpl:_d}),Kd={kernelName:"Abs",backendName:"webgpu",kernelFunc:TS};var PS=z({opType:D.ACOS}),Xd={kernelName:Da,backendName:"webgpu",kernelFunc:PS};var MS=z({opType:D.ACOSH}),jd={kernelName:Ea,backendName:"webgpu",kernelFunc:MS};var zS=V({opType:M.ADD,cpuKernelImpl:md,supportsComplex:!0}),Yd={kernelName:"Add",backendName:"webgpu",kernelFunc:zS};var hn=class{constructor(t){this.workPerThread=1,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t[0],this.variableNames=t.map((e,o)=>`T${o}`),this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize,[this.workPerThread,1,1]),this.shaderKey="addN"}getUserCode(){let t=[];this.variableNames.forEach(n=>{t.push(`let v${n} = get${n}ByOutputCoords(coords);`)});let e=this.variableNames.map(n=>`v${n}`).join(" + ");return`
      ${C("index")} {
        for (var i = 0; i < ${this.workPerThread}; i = i + 1) {
          let flatIndex = index * ${this.workPerThread} + i;
          if (flatIndex < uniforms.size) {
            let coords = getCoordsFromIndex(flatIndex);
            ${t.join(`
        `)}
            setOutputAtIndex(flatIndex, ${e});
          }
        }
      }
    `}};function LS(r){let{inputs:t,backend:e}=r,o=t;if(o.length===1)return ot({inputs:{x:o[0]},backend:e});let n=o.map(a=>a.dtype).reduce((a,u)=>ht(a,u)),s=o.map(a=>a.shape),i=new hn(s);return e.runWebGPUProgram(i,o,n)}var Zd={kernelName:Aa,backendName:"webgpu",kernelFunc:LS};var gn=class{constructor(t,e){this.variableNames=["A"],this.workgroupSize=[16,16,1];let o=new Array(t.length);for(let n=0;n<o.length;n++)o[n]=t[e[n]];this.outputShape=o,this.dispatchLayout={x:[0],y:[1]},this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize,[1,1,1]),this.shaderKey="transposeShared"}getUserCode(){x.assert(this.workgroupSize[0]===this.workgroupSize[1],()=>`Must be a square tile, current tile shape is ${this.workgroupSize[0]} x ${this.workgroupSize[1]}`);let t=this.workgroupSize[0];return`
      var<workgroup> tile : array<array<f32, ${this.workgroupSize[0]+1}>, ${this.workgroupSize[0]}>;
      ${C()} {
        var x = i32(workgroupId.x) * ${t} + i32(localId.x);
        var y = i32(workgroupId.y) * ${t} + i32(localId.y);
        let width = uniforms.outShape[0];
        let height = uniforms.outShape[1];
        if (x < width && y < height) {
          tile[localId.y][localId.x] = f32(A[y * width + x]);
        }
        workgroupBarrier();

        x = i32(workgroupId.y) * ${t} + i32(localId.x);
        y = i32(workgroupId.x) * ${t} + i32(localId.y);
        if (x < height && y < width) {
          setOutputAtIndex((y * height + x), tile[localId.x]
            [localId.y]);
        }
      }
    `}};var xn=class{constructor(t,e){this.variableNames=["A"],this.workPerThread=1,this.workgroupSize=[64,1,1],this.size=!0;let o=new Array(t.length);for(let n=0;n<o.length;n++)o[n]=t[e[n]];this.outputShape=o,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize,[this.workPerThread,1,1]),this.newDim=e,this.shaderKey=`transpose_${e}`}getUserCode(){let t=X(this.outputShape.length),e=na(this.newDim);return`
      ${C("index")} {
        for(var i = 0; i < ${this.workPerThread}; i = i + 1) {
          let flatIndex = index * ${this.workPerThread} + i;
          if(flatIndex < uniforms.size) {
            let coords = getCoordsFromIndex(flatIndex);
            setOutputAtIndex(flatIndex, A[getIndexFromCoords${this.outputShape.length}D(
              ${t}(${e}), uniforms.aShape)]);
          }
        }
      }
    `}};function na(r){let t=r.length;if(t>6)throw Error(`Transpose for rank ${t} is not yet supported`);let e=new Array(t);for(let o=0;o<r.length;o++)e[r[o]]=`coords.${Ot(o)}`;return e.join()}function gt(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{perm:s}=o,i=e,a=n.shape.length,u=new Array(a);for(let p=0;p<u.length;p++)u[p]=n.shape[s[p]];if(e.shouldExecuteOnCPU([n])){let c=i.tensorMap.get(n.dataId).values,d=qd(c,n.shape,n.dtype,s,u);return e.makeTensorInfo(u,n.dtype,d)}if(n.shape.length===2&&x.arraysEqual(s,[1,0])){let p=new gn(n.shape,s);return i.runWebGPUProgram(p,[n],n.dtype)}let l=new xn(n.shape,s);return i.runWebGPUProgram(l,[n],n.dtype)}var Qd={kernelName:Sl,backendName:"webgpu",kernelFunc:gt};var yn=class{constructor(t,e,o){this.variableNames=["x"],this.uniforms="reduceSize : i32,",this.size=!0,this.inputShape=[t.batchSize,t.inSize];let[n]=S.computeOutAndReduceShapes(this.inputShape,[1]);this.outputShape=n.length===0?[1]:n,t.inSize>=32768&&o>=512?this.workgroupSize=[512,1,1]:t.inSize>=4096?this.workgroupSize=[256,1,1]:this.workgroupSize=[64,1,1],this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,[1,1,1]),this.reduceType=e,this.shaderKey=`reduce_${e}`}getUserCode(){let t="",e="0.0",o=this.workgroupSize[0];this.reduceType==="min"||this.reduceType==="max"?(t=`
         if (isnan(candidate)) {
          bestValue = uniforms.NAN;
         } else if (!isnan(bestValue) && candidate ${this.reduceType==="min"?"<":">"} bestValue)
           {  bestValue = candidate; }`,e="f32(x[offset])"):this.reduceType==="sum"||this.reduceType==="mean"?t=" bestValue = bestValue + candidate; ":this.reduceType==="prod"?(t=" bestValue = bestValue * candidate; ",e="1.0"):this.reduceType==="all"?(t=" bestValue = f32(bestValue >= 1.0 && candidate >= 1.0); ",e="1.0"):this.reduceType==="any"&&(t=" bestValue = f32(bestValue >= 1.0 || candidate >= 1.0); ",e="0.0");let n=this.reduceType==="mean"?"setOutputAtIndex(outputIndex, bestValue / f32(uniforms.reduceSize));":"setOutputAtIndex(outputIndex, bestValue);";return`
       fn DIV_CEIL(a : u32, b : u32) -> u32 {
        return ((a - 1u) / b + 1u);
       }

       ${`
         var<workgroup> xBestValues : array<f32, ${o}>;
       `}
       fn getOffset(outputIndex : i32) -> i32 {
         let outputCoords = getCoordsFromIndex(outputIndex);
         let offset = ${this.outputShape.length===1?"outputCoords":"outputCoords[0]"} * uniforms.reduceSize;
          return offset;
       }
       ${C("index")} {
         let outputIndex = index / ${o};
         let offset = getOffset(outputIndex);
         var bestValue = ${e};
         let Length = uniforms.reduceSize;
         let WorkPerThread = DIV_CEIL(u32(Length), ${o}u);
         for (var k = i32(localId.x); k < Length && outputIndex < uniforms.size;
             k = k + ${o}) {
           let candidate = f32(x[offset + k]);
           ${t}
         }
         xBestValues[localId.x] = bestValue;
         workgroupBarrier();

         var reduceSize = min(u32(Length), ${o}u);
         for (var currentSize = reduceSize / 2u; reduceSize > 1u;
             currentSize = reduceSize / 2u) {
           let interval = DIV_CEIL(reduceSize, 2u);
           if (localId.x < currentSize) {
            let candidate = xBestValues[localId.x + interval];
            ${t}
            xBestValues[localId.x] = bestValue;
           }
           reduceSize = interval;
           workgroupBarrier();
         }

         if (localId.x == 0u && outputIndex < uniforms.size) {
          ${n}
        }
       }
     `}};var BS={mean:"float32",all:"bool",any:"bool"};function Ft(r,t,e,o,n){let s=r.shape.length,i=[],a=x.parseAxisParam(t,r.shape),u=a,l=S.getAxesPermutation(u,s),p=r;l!=null&&(p=gt({inputs:{x:r},attrs:{perm:l},backend:n}),u=S.getInnerMostAxes(u.length,s),i.push(p)),S.assertAxesAreInnerMostDims(o,u,s);let[c,d]=S.computeOutAndReduceShapes(p.shape,u),m=c;e&&(m=S.expandShapeToKeepDim(c,a));let f;if((o==="max"||o==="prod")&&n.shouldExecuteOnCPU([p])){let g=n.tensorMap.get(p.dataId).values;switch(o){case"max":let h=Ad(g,x.sizeFromShape(d),m,r.dtype);f=n.makeTensorInfo(m,r.dtype,h);break;case"prod":let{outVals:y,outShape:w,outDtype:b}=Md(p.shape,p.dtype,g,u);f=n.makeTensorInfo(w,b,y);break;default:throw new Error(`${o} CPU implementation is not yet supported.`)}}else{let g=x.sizeFromShape(d),y=x.sizeFromShape(p.shape)/g,w={windowSize:g,inSize:g,batchSize:y,outSize:1},b=BS[o]||si(r.dtype),v=[{type:"int32",data:[g]}],R=new yn(w,o,n.device.limits.maxComputeWorkgroupSizeX),A=n.runWebGPUProgram(R,[p],b,v);i.push(A),f=$({inputs:{x:A},attrs:{shape:m},backend:n})}return i.forEach(g=>n.disposeData(g.dataId)),f}function OS(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{keepDims:s,axis:i}=o;return Ft(n,i,s,"all",e)}var Jd={kernelName:"All",backendName:"webgpu",kernelFunc:OS};function WS(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{keepDims:s,axis:i}=o;return Ft(n,i,s,"any",e)}var tm={kernelName:"Any",backendName:"webgpu",kernelFunc:WS};var mr=class{constructor(t,e,o){this.workgroupSize=[64,1,1],this.variableNames=["x"],this.uniforms="infinityValue : f32,",this.size=!0;let n=[e];this.op=o==="min"?"<":">";let[s,i]=S.computeOutAndReduceShapes(t,n);this.outputShape=s.length===0?[1]:s,this.dispatchLayout=k(this.outputShape),x.sizeFromShape(i)<32?(this.type="plain",this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize)):(this.type="shared",this.dispatch=I(this.dispatchLayout,this.outputShape,[1,1,1])),this.inputShape=t,this.shaderKey=`argMinMax_${this.op}_${this.type}`}getUserCode(){let t=this.workgroupSize[0],e=()=>this.inputShape.length===1?"uniforms.xShape":`uniforms.xShape.${Ot(this.inputShape.length-1)}`,o=()=>{let n="";if(this.outputShape.length===1)this.inputShape.length!==1&&(n+="outputCoords,");else for(let s=0;s<this.outputShape.length;s++)n+=`outputCoords.${Ot(s)},`;return n};return this.type==="shared"?`
      fn DIV_CEIL(a : u32, b : u32) -> u32 {
        return ((a - 1u) / b + 1u);
      }

      ${`
      var<workgroup> xBestIndices : array<i32, ${t}>;
      var<workgroup> xBestValues : array<f32, ${t}>;
    `}

      ${C("index")} {
        let outputIndex = index / ${t};
        let reduceLength = ${e()};

        var bestIndex = i32(localId.x);
        var bestValue = uniforms.infinityValue;
        let outputCoords = getCoordsFromIndex(outputIndex);
        for (var k = i32(localId.x); k < reduceLength && outputIndex < uniforms.size;
            k = k + ${t}) {
          let candidate = getX(${o()} k);
          if (!isnan(candidate) && candidate ${this.op} bestValue) {
            bestValue = candidate;
            bestIndex = k;
          }
        }
        xBestValues[localId.x] = bestValue;
        xBestIndices[localId.x] = bestIndex;
        workgroupBarrier();

        var reduceSize = min(u32(reduceLength), ${t}u);
        for (var currentSize = reduceSize / 2u; reduceSize > 1u;
            currentSize = reduceSize / 2u) {
          let interval = DIV_CEIL(reduceSize, 2u);
          if (localId.x < currentSize) {
            let candidate = xBestValues[localId.x + interval];
            if (candidate ${this.op} bestValue) {
              bestValue = candidate;
              xBestValues[localId.x] = bestValue;
              xBestIndices[localId.x] = xBestIndices[localId.x + interval];
            }
          }
          reduceSize = interval;
          workgroupBarrier();
        }

        if (localId.x == 0u && outputIndex < uniforms.size) {
          setOutputAtIndexI32(outputIndex, xBestIndices[localId.x]);
        }
      }
    `:`
      ${C("index")} {
        if (index < uniforms.size) {
          let outputCoords = getCoordsFromIndex(index);
          var bestIndex = 0;
          var bestValue = getX(${o()} 0);
          let reduceLength = ${e()};
          for (var i = 1; i < reduceLength; i++) {
            let candidate = getX(${o()} i);
            if (candidate ${this.op} bestValue) {
              bestValue = candidate;
              bestIndex = i;
            }
          }
          setOutputAtIndexI32(index, bestIndex);
        }
      }
      `}};function VS(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{axis:s}=o,i=x.parseAxisParam(s,n.shape),a=S.getAxesPermutation(i,n.shape.length),u=n,l=[];a!=null&&(u=gt({inputs:{x:n},backend:e,attrs:{perm:a}}),l.push(u),i=S.getInnerMostAxes(i.length,u.shape.length)),S.assertAxesAreInnerMostDims("argMax",[i[0]],u.shape.length);let p=new mr(u.shape,i[0],"max"),c=[{type:"float32",data:[Number.NEGATIVE_INFINITY]}],d=e.runWebGPUProgram(p,[u],"int32",c);return l.forEach(m=>e.disposeData(m.dataId)),d}var em={kernelName:$a,backendName:"webgpu",kernelFunc:VS};function GS(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{axis:s}=o,i=x.parseAxisParam(s,n.shape),a=S.getAxesPermutation(i,n.shape.length),u=n,l=[];a!=null&&(u=gt({inputs:{x:n},backend:e,attrs:{perm:a}}),l.push(u),i=S.getInnerMostAxes(i.length,u.shape.length)),S.assertAxesAreInnerMostDims("argMin",[i[0]],u.shape.length);let p=new mr(u.shape,i[0],"min"),c=[{type:"float32",data:[Number.POSITIVE_INFINITY]}],d=e.runWebGPUProgram(p,[u],"int32",c);return l.forEach(m=>e.disposeData(m.dataId)),d}var rm={kernelName:Na,backendName:"webgpu",kernelFunc:GS};var HS=z({opType:D.ASIN}),om={kernelName:Fa,backendName:"webgpu",kernelFunc:HS};var qS=z({opType:D.ASINH}),nm={kernelName:Ta,backendName:"webgpu",kernelFunc:qS};var KS=z({opType:D.ATAN}),sm={kernelName:Pa,backendName:"webgpu",kernelFunc:KS};var XS=V({opType:M.ATAN2}),im={kernelName:za,backendName:"webgpu",kernelFunc:XS};var jS=z({opType:D.ATANH}),am={kernelName:Ma,backendName:"webgpu",kernelFunc:jS};var wn=class{constructor(t){this.variableNames=["x"],this.uniforms="strides : vec2<i32>,",this.workgroupSize=[256,1,1],this.size=!0,this.outputShape=t.outShape,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="poolWithFilterSizeEqualsOne"}getUserCode(){return`
      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          let batch = coords[0];
          let d = coords[3];

          let xRCCorner = coords.yz * uniforms.strides;
          let xRCorner = xRCCorner.x;
          let xCCorner = xRCCorner.y;

          let value = getX(batch, xRCorner, xCCorner, d);
          setOutputAtIndex(index, value);
        }
      }
    `}};var te=class{constructor(t,e,o=!1,n=!1,s=!1){if(this.variableNames=["x"],this.uniforms="strides : vec2<i32>, pads : vec2<i32>, dilations : vec2<i32>, convDims : vec2<i32>, filterDims : vec2<i32>,",this.workgroupSize=[128,1,1],this.size=!0,e==="avg"&&o)throw new Error("Cannot compute positions for average pool.");this.outputShape=t.outShape,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.poolType=e,this.computePositions=o,this.flattenPositions=n,this.includeBatchIndex=s,this.shaderKey=`pool2D_${e}_${o}_${n}_${s}`}getUserCode(){let t;this.poolType==="avg"?t="resultValue = resultValue + value; count = count + 1.0;":this.computePositions?t=`let currMaxValue = mix(value, maxValue, maxValueFound);
      if (value >= currMaxValue) {
        maxValue = value;
        maxValueFound = 1.0;
        maxPosition = ${this.flattenPositions?this.includeBatchIndex?"((batch * uniforms.xShape[1] + xR) * uniforms.xShape[2] + xC) * uniforms.xShape[3] + d":"(xR * uniforms.xShape[2] + xC) * uniforms.xShape[3] + d":"wR * uniforms.filterDims.y + wC"};
      }`:t="resultValue = max(value, resultValue);";let e="resultValue";return this.poolType==="avg"&&(e="resultValue / max(count, 1.0)"),`
      ${C("index")} {
      if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
          let batch = coords[0];
          let d = coords[3];
          let xRCCorner = vec2<i32>(coords.yz) * uniforms.strides - uniforms.pads;
          let xRCorner = xRCCorner.x;
          let xCCorner = xRCCorner.y;

          ${this.computePositions?`var maxValue = 0.0;
            var maxValueFound = 0.0;
            var maxPosition = 0;`:`var resultValue = ${this.poolType==="avg"?"0.0":"-1.0 / pow(10.0, -20.0)"};`}

          var count = 0.0;
          for (var wR = 0; wR < uniforms.filterDims.x; wR = wR + uniforms.dilations.x) {
            let xR = xRCorner + wR;

            if (xR < 0 || xR >= uniforms.convDims.x) {
              continue;
            }

            for (var wC = 0; wC < uniforms.filterDims.y; wC = wC + uniforms.dilations.y) {
              let xC = xCCorner + wC;
              if (xC < 0 || xC >= uniforms.convDims.y) {
                continue;
              }

              let value = getX(batch, xR, xC, d);
              ${t}
            }
          }

          ${this.computePositions?"setOutputAtIndexI32(index, maxPosition);":`setOutputAtIndex(index, ${e});`}
        }
      }
    `}},ge=class{constructor(t,e,o=!1,n=!1,s=!1){if(this.variableNames=["x"],this.uniforms="strides : vec3<i32>, pads : vec3<i32>, convDims : vec3<i32>, filterDims : vec3<i32>,",this.workgroupSize=[128,1,1],this.size=!0,e==="avg"&&o)throw new Error("Cannot compute positions for average pool.");this.outputShape=t.outShape,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.poolType=e,this.computePositions=o,this.flattenPositions=n,this.includeBatchIndex=s,this.shaderKey=`pool3D_${e}_${o}_${n}_${s}`}getUserCode(){let t;this.poolType==="avg"?t="resultValue += value; count += 1.0;":this.computePositions?t=`let currMaxValue = mix(value, maxValue, maxValueFound);
      if (value >= currMaxValue) {
        maxValue = value;
        maxValueFound = 1.0;
        maxPosition = ${this.flattenPositions?this.includeBatchIndex?"(((batch * uniforms.xShape.y + xD) * uniforms.xShape.z + xR) * uniforms.xShape.w + xC) * uniforms.xShape.u + ch":"((xD * uniforms.xShape.z + xR) * uniforms.xShape.w + xC) * uniforms.xShape.u + ch":"wD * uniforms.filterDims.y * uniforms.filterDims.y + wR * uniforms.filterDims.z + wC"};
      }`:t="resultValue = max(value, resultValue);";let e="resultValue";return this.poolType==="avg"&&(e="resultValue / max(count, 1.0)"),`
      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          let batch = coords.x;
          let ch = coords.u;

          let xCorner = vec3<i32>(coords.y, coords.z, coords.w) * uniforms.strides - uniforms.pads;
          let xDCorner = xCorner.x;
          let xRCorner = xCorner.y;
          let xCCorner = xCorner.z;

          ${this.computePositions?`var maxValue = 0.0;
            var maxValueFound = 0.0;
            var maxPosition = 0;`:`var resultValue = ${this.poolType==="avg"?"0.0":"-1.0 / pow(10.0, -20.0)"};`}

          var count = 0.0;
          for (var wD = 0; wD < uniforms.filterDims.x; wD++) {
            let xD = xDCorner + wD;
            if (xD < 0 || xD >= uniforms.convDims.x) {
              continue;
            }

            for (var wR = 0; wR < uniforms.filterDims.y; wR++) {
              let xR = xRCorner + wR;
              if (xR < 0 || xR >= uniforms.convDims.y) {
                continue;
              }

              for (var wC = 0; wC < uniforms.filterDims.z; wC++) {
                let xC = xCCorner + wC;
                if (xC < 0 || xC >= uniforms.convDims.z) {
                  continue;
                }

                let value = getX(batch, xD, xR, xC, ch);
                ${t}
              }
            }
          }

          ${this.computePositions?"setOutputAtIndexI32(index, maxPosition);":`setOutputAtIndex(index, ${e});`}
        }
      }
    `}};function sa(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{reductionIndices:s,keepDims:i}=o;return Ft(n,s,i,"max",e)}var um={kernelName:"Max",backendName:"webgpu",kernelFunc:sa};function ia(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{keepDims:s,axis:i}=o;return Ft(n,i,s,"mean",e)}var lm={kernelName:Lu,backendName:"webgpu",kernelFunc:ia};function bn(r,t,e,o){if(t.filterWidth===1&&t.filterHeight===1&&x.arraysEqual(t.inShape,t.outShape))return ot({inputs:{x:r},backend:o});if(t.filterWidth===t.inWidth&&t.filterHeight===t.inHeight&&t.batchSize===1&&t.padInfo.type==="VALID"){let i=r.shape.length,a=$({inputs:{x:r},backend:o,attrs:{shape:[r.shape[i-3]*r.shape[i-2],r.shape[i-1]]}}),u;e==="avg"?u=ia({inputs:{x:a},backend:o,attrs:{axis:0,keepDims:!1}}):(x.assert(e==="max",()=>`Invalid pool type ${e}`),u=sa({inputs:{x:a},backend:o,attrs:{reductionIndices:0,keepDims:!1}}));let l=$({inputs:{x:u},backend:o,attrs:{shape:t.outShape}});return o.disposeData(a.dataId),o.disposeData(u.dataId),l}let n,s=[{type:"int32",data:[t.strideHeight,t.strideWidth]}];return t.filterHeight===1&&t.filterWidth===1?n=new wn(t):(e==="avg"?n=new te(t,"avg"):(x.assert(e==="max",()=>`Invalid pool type ${e}`),n=new te(t,"max")),s.push({type:"int32",data:[t.padInfo.top,t.padInfo.left]},{type:"int32",data:[t.dilationHeight,t.dilationWidth]},{type:"int32",data:[t.inHeight,t.inWidth]},{type:"int32",data:[t.effectiveFilterHeight,t.effectiveFilterWidth]})),o.runWebGPUProgram(n,[r],r.dtype,s)}function ZS(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{filterSize:s,strides:i,pad:a,dimRoundingMode:u}=o,p=S.computePool2DInfo(n.shape,s,i,1,a,u);return bn(n,p,"avg",e)}var cm={kernelName:La,backendName:"webgpu",kernelFunc:ZS};function QS(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{filterSize:s,strides:i,pad:a,dataFormat:u,dimRoundingMode:l}=o,p=[1,1,1],c=S.computePool3DInfo(n.shape,s,i,p,a,l,u),d=new ge(c,"avg"),m=[{type:"int32",data:[c.strideDepth,c.strideHeight,c.strideWidth]},{type:"int32",data:[c.padInfo.front,c.padInfo.top,c.padInfo.left]},{type:"int32",data:[c.inDepth,c.inHeight,c.inWidth]},{type:"int32",data:[c.effectiveFilterDepth,c.effectiveFilterHeight,c.effectiveFilterWidth]}];return e.runWebGPUProgram(d,[n],n.dtype,m)}var pm={kernelName:_a,backendName:"webgpu",kernelFunc:QS};var Sn=class{constructor(t){this.variableNames=["dy"],this.uniforms=`strides : vec2<i32>, pads : vec2<i32>, dilations : vec2<i32>, filterDims : vec2<i32>,
       outHeight : i32, outWidth : i32, avgMultiplier : f32,`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.inShape,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="avgPool2DBackprop"}getUserCode(){return`
      ${C("index")} {
      if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let batch = coords[0];
        let d = coords[3];

        let dyRCCorner = vec2<i32>(coords.yz) - uniforms.pads;
        let dyRCorner = dyRCCorner.x;
        let dyCCorner = dyRCCorner.y;

        // Convolve dy(?, ?, d) with pos mask(:, :, d) to get dx(xR, xC, d).
        // ? = to be determined. : = across all values in that axis.
        var dotProd = 0.0;
        for (var wR = 0; wR < uniforms.filterDims[0]; wR = wR + uniforms.dilations[0]) {
          let dyR = f32(dyRCorner + wR) / f32(uniforms.strides[0]);

          if (dyR < 0.0 || dyR >= f32(uniforms.outHeight) || fract(dyR) > 0.0) {
            continue;
          }
          let idyR = i32(dyR);

          for (var wC = 0; wC < uniforms.filterDims[1]; wC = wC + uniforms.dilations[1]) {
            let dyC = f32(dyCCorner + wC) / f32(uniforms.strides[1]);

            if (dyC < 0.0 || dyC >= f32(uniforms.outWidth) || fract(dyC) > 0.0) {
              continue;
            }
            let idyC = i32(dyC);

            let dyValue = getDy(batch, idyR, idyC, d);

            dotProd = dotProd + dyValue * uniforms.avgMultiplier;
          }
        }
        setOutputAtIndex(index, dotProd);
      }
    }
    `}},Cn=class{constructor(t){this.variableNames=["dy"],this.uniforms=`strides : vec3<i32>, pads : vec3<i32>, filterDims : vec3<i32>,
       outDepth : i32, outHeight : i32, outWidth : i32, avgMultiplier : f32,`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.inShape,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="avgPool3DBackprop"}getUserCode(){return`
      ${C("index")} {
      if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let batch = coords.x;
        let ch = coords.u;

        let dyCorner = vec3<i32>(coords.y, coords.z, coords.w) - uniforms.pads;
        let dyDCorner = dyCorner.x;
        let dyRCorner = dyCorner.y;
        let dyCCorner = dyCorner.z;

        // Convolve dy(?, ?, ?, d) with pos mask(:, :, :, ch) to get
        // dx(xD, xR, xC, ch).
        // ? = to be determined. : = across all values in that axis.
        var dotProd = 0.0;
        for (var wD = 0; wD < uniforms.filterDims[0]; wD++) {
          let dyD = f32(dyDCorner + wD) / f32(uniforms.strides[0]);

          if (dyD < 0.0 || dyD >= f32(uniforms.outDepth) || fract(dyD) > 0.0) {
            continue;
          }
          let idyD = i32(dyD);

          for (var wR = 0; wR < uniforms.filterDims[1]; wR++) {
            let dyR = f32(dyRCorner + wR) / f32(uniforms.strides[1]);

            if (dyR < 0.0 || dyR >= f32(uniforms.outHeight) || fract(dyR) > 0.0) {
              continue;
            }
            let idyR = i32(dyR);

            for (var wC = 0; wC < uniforms.filterDims[2]; wC++) {
              let dyC = f32(dyCCorner + wC) / f32(uniforms.strides[2]);

              if (dyC < 0.0 || dyC >= f32(uniforms.outWidth) || fract(dyC) > 0.0) {
                continue;
              }
              let idyC = i32(dyC);

              let dyValue = getDy(batch, idyD, idyR, idyC, ch);
              dotProd += dyValue * uniforms.avgMultiplier;
            }
          }
        }
        setOutputAtIndex(index, dotProd);
      }
    }
    `}};function JS(r){let{inputs:t,backend:e,attrs:o}=r,{dy:n,input:s}=t,i=s,{filterSize:a,strides:u,pad:l,dimRoundingMode:p}=o,c=S.computePool3DInfo(i.shape,a,u,1,l,p),d=new Cn(c),m=1/(c.filterDepth*c.filterHeight*c.filterWidth),f=[{type:"int32",data:[c.strideDepth,c.strideHeight,c.strideWidth]},{type:"int32",data:[c.effectiveFilterDepth-1-c.padInfo.front,c.effectiveFilterHeight-1-c.padInfo.top,c.effectiveFilterWidth-1-c.padInfo.left]},{type:"int32",data:[c.effectiveFilterDepth,c.effectiveFilterHeight,c.effectiveFilterWidth]},{type:"int32",data:[c.outDepth]},{type:"int32",data:[c.outHeight]},{type:"int32",data:[c.outWidth]},{type:"float32",data:[m]}];return e.runWebGPUProgram(d,[n],i.dtype,f)}var dm={kernelName:Oa,backendName:"webgpu",kernelFunc:JS};function tC(r){let{inputs:t,backend:e,attrs:o}=r,{dy:n,input:s}=t,i=s;nn([n,s],"avgPoolGrad");let{filterSize:a,strides:u,pad:l}=o,p=S.computePool2DInfo(i.shape,a,u,1,l),c=new Sn(p),d=1/(p.filterHeight*p.filterWidth),m=[{type:"int32",data:[p.strideHeight,p.strideWidth]},{type:"int32",data:[p.effectiveFilterHeight-1-p.padInfo.top,p.effectiveFilterWidth-1-p.padInfo.left]},{type:"int32",data:[p.dilationHeight,p.dilationWidth]},{type:"int32",data:[p.effectiveFilterHeight,p.effectiveFilterWidth]},{type:"int32",data:[p.outHeight]},{type:"int32",data:[p.outWidth]},{type:"float32",data:[d]}];return e.runWebGPUProgram(c,[n],i.dtype,m)}var mm={kernelName:Ba,backendName:"webgpu",kernelFunc:tC};function eC(r){let{inputs:t,backend:e,attrs:o}=r,{a:n,b:s}=t,{transposeA:i,transposeB:a}=o;return Me({a:n,b:s,transposeA:i,transposeB:a,backend:e})}var fm={kernelName:Ua,backendName:"webgpu",kernelFunc:eC};var In=class{constructor(t,e){this.variableNames=["source"],this.workPerThread=1,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=e,this.rank=e.length,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize,[this.workPerThread,1,1]),this.start=t,this.uniforms=`start : ${X(t.length)}, `,this.shaderKey="slice"}getUserCode(){let t=X(this.rank),e=rC(this.rank),o;return this.start.length===1?o=this.outputShape.map((s,i)=>"sourceLoc = uniforms.start + coords;"):o=this.outputShape.map((s,i)=>`sourceLoc.${aa[i]} = uniforms.start.${Ot(i)} + coords.${aa[i]};`),`
      ${C("index")} {
        if (index < uniforms.size) {
          var sourceLoc : ${t};
          let coords = getCoordsFromIndex(index);
          ${o.join(`
`)}
          setOutputAtIndex(index, getSource(${e}));
        }
      }
    `}},aa=["x","y","z","w","u","v"];function rC(r){if(r===1)return"sourceLoc";if(r<=6)return aa.slice(0,r).map(t=>`sourceLoc.${t}`).join(",");throw Error(`Slicing for rank ${r} is not yet supported`)}function Xt(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{begin:s,size:i}=o,[a,u]=Pt.parseSliceParams(n,s,i);if(Pt.assertParamsValid(n,a,u),e.shouldExecuteOnCPU([n])||n.dtype==="string"){let c=e.tensorMap.get(n.dataId),d=Od(c.values,a,u,n.shape,n.dtype);return e.makeTensorInfo(u,n.dtype,d)}if(x.sizeFromShape(u)===0)return e.makeTensorInfo(u,n.dtype,[]);let l=new In(a,u),p=[{type:"int32",data:a}];return e.runWebGPUProgram(l,[n],n.dtype,p)}var hm={kernelName:Vs,backendName:"webgpu",kernelFunc:Xt};var oC=r=>{let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{blockShape:s,crops:i}=o;x.assert(n.shape.length<=4,()=>"batchToSpaceND for rank > 4 with a WebGPU backend not implemented yet");let a=s.reduce((w,b)=>w*b),u=S.getReshaped(n.shape,s,a),l=S.getPermuted(u.length,s.length),p=S.getReshapedPermuted(n.shape,s,a),c=S.getSliceBeginCoords(i,s.length),d=S.getSliceSize(p,i,s.length),m=[],f=$({inputs:{x:n},backend:e,attrs:{shape:u}}),g=gt({inputs:{x:f},backend:e,attrs:{perm:l}}),h=$({inputs:{x:g},backend:e,attrs:{shape:p}}),y=Xt({inputs:{x:h},backend:e,attrs:{begin:c,size:d}});return m.push(f),m.push(g),m.push(h),m.forEach(w=>e.disposeData(w.dataId)),y},gm={kernelName:Wa,backendName:"webgpu",kernelFunc:oC};var nC=`
  fn bincount_write(index: i32, value: f32) {
    ${At("&result[index]","value","float32")}
  }
`,sC=`
  fn bincount_write(index: i32, value: f32) {
    atomicStore(&result[index], bitcast<i32>(value));
  }
`,fr=class{constructor(t,e,o=!1){this.outputShape=[],this.variableNames=["x"],this.uniforms="binCountSize : i32,",this.workgroupSize=[64,1,1],this.atomic=!0,this.hasWeights=!0,this.binaryOutput=!1,this.outputShape=t,this.rank=t.length,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.binaryOutput=o,o&&(this.atomic=!1),this.hasWeights=e,this.hasWeights&&this.variableNames.push("w"),this.shaderKey=`bincount_${this.hasWeights}_${this.binaryOutput}_${this.rank}`}getUserCode(){return`
    ${this.binaryOutput?sC:nC}
  ${C("index")} {
    ${this.rank===1?`if (index < uniforms.xShape) {
      let indexVal = i32(getX(index));
      if (indexVal < uniforms.binCountSize) {
        let value = ${this.binaryOutput?1:this.hasWeights?"getW(index)":"1."};
        bincount_write(indexVal, value);
      }
    }`:`let coord = getCoordsFromIndex(index);
    if (coordsInBounds2D(coord, uniforms.xShape)) {
      let indexVal = i32(getX(coord[0], coord[1]));
      if (indexVal < uniforms.binCountSize) {
        let value = ${this.binaryOutput?1:this.hasWeights?"getW(coord[0], coord[1])":"1."};
        bincount_write(coord.x * uniforms.binCountSize + indexVal, value);
      }
    }`}
  }
  `}};function iC(r){let{inputs:t,backend:e,attrs:o}=r,{x:n,weights:s}=t,{size:i}=o,a=x.sizeFromShape(n.shape),l=x.sizeFromShape(s.shape)>0,p=[i],c=s.dtype,d=tt({backend:e,attrs:{shape:p,value:0,dtype:c}}),m=new fr([a],l),f=[{type:"int32",data:[i]}],g=l?[n,s]:[n];return e.runWebGPUProgram(m,g,c,f,d)}var xm={kernelName:Va,backendName:"webgpu",kernelFunc:iC};var vn=class{constructor(t){this.outputShape=[],this.variableNames=["s0","s1"],this.uniforms="s0Size : i32, s1Size : i32, ",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=[t],this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="broadcastArgs"}getUserCode(){return`
  ${C("index")} {
    if (index < uniforms.size) {
      var s0 = 1.0;
      var s1 = 1.0;
      let indexS0 = index - uniforms.size + uniforms.s0Size;
      let indexS1 = index - uniforms.size + uniforms.s1Size;
      if (indexS0 >= 0) {
        s0 = getS0(indexS0);
      }
      if (indexS1 >= 0) {
        s1 = getS1(indexS1);
      }

      if (s0 == 1.0) {
        setOutputAtIndex(index, s1);
      } else if (s1 == 1.0) {
        setOutputAtIndex(index, s0);
      } else if (s0 != s1) {
        setOutputAtIndex(index, uniforms.NAN);
      } else {
        setOutputAtIndex(index, s0);
      }
    }
  }
  `}};function aC(r){let{inputs:t,backend:e}=r,{s0:o,s1:n}=t;if(e.shouldExecuteOnCPU([o,n])){let p=e.tensorMap.get(o.dataId),c=e.tensorMap.get(n.dataId),d=p.values,m=c.values,f=S.assertAndGetBroadcastShape(Array.from(d),Array.from(m));return e.makeTensorInfo([f.length],"int32",Int32Array.from(f))}let s=x.sizeFromShape(o.shape),i=x.sizeFromShape(n.shape),a=Math.max(s,i),u=new vn(a),l=[{type:"int32",data:[s]},{type:"int32",data:[i]}];return e.runWebGPUProgram(u,[o,n],"int32",l)}var ym={kernelName:Ha,backendName:"webgpu",kernelFunc:aC};var ua=V({opType:M.NOT_EQUAL,dtype:"bool",cpuKernelImpl:Pd}),wm={kernelName:mo,backendName:"webgpu",kernelFunc:ua};function ce(r){let{inputs:t,backend:e}=r,{input:o}=t,n=e.tensorMap.get(o.dataId);return ot({inputs:{x:n.complexTensorInfos.real},backend:e})}var bm={kernelName:Ws,backendName:"webgpu",kernelFunc:ce};function Sm(r,t){let e=new Nt(r.shape,D.TO_INT),o=t.runWebGPUProgram(e,[r],"int32");return{dataId:o.dataId,shape:o.shape,dtype:o.dtype}}function la(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{dtype:s}=o;if(s==="complex64"){if(n.dtype==="complex64")return ot({inputs:{x:n},backend:e});let i=zr(n.shape),a=la({inputs:{x:n},backend:e,attrs:{dtype:"float32"}}),u=zt({inputs:{real:a,imag:i},backend:e});return i.dispose(),e.disposeData(a.dataId),u}if(n.dtype==="complex64"){let i=ce({inputs:{input:n},backend:e}),a=la({inputs:{x:i},backend:e,attrs:{dtype:s}});return e.disposeData(i.dataId),a}if(!x.hasEncodingLoss(n.dtype,s)){let i=ot({inputs:{x:n},backend:e});return{dataId:i.dataId,shape:i.shape,dtype:s}}if(e.shouldExecuteOnCPU([n])){let i=e.tensorMap.get(n.dataId).values,[a,u,l]=fd(i,n.shape,n.dtype,s);return e.makeTensorInfo(a,u,l)}if(s==="int32")return Sm(n,e);if(s==="bool"){let i=e.makeTensorInfo([],"bool",x.getTypedArrayFromDType("bool",1)),u=ua({inputs:{a:n,b:i},backend:e});return e.disposeData(i.dataId),u}throw new Error(`Error in Cast: failed to cast ${n.dtype} to ${s}`)}var Cm={kernelName:Ce,backendName:"webgpu",kernelFunc:la};var uC=z({opType:D.CEIL,cpuKernelImpl:hd}),Im={kernelName:Jr,backendName:"webgpu",kernelFunc:uC};var kn=class{constructor(t){this.variableNames=["A"],this.uniforms="minVal : f32, maxVal : f32,",this.workPerThread=4,this.workgroupSize=[64,1,1],this.outputComponent=4,this.size=!0,this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize,[this.workPerThread,1,1]),this.shaderKey="clipVec4"}getUserCode(){return`
      ${C("index")} {
        if(index < uniforms.size) {
          let value = getAByOutputIndex(index);
          var clampedValue = clamp(
              value, vec4<f32>(uniforms.minVal), vec4<f32>(uniforms.maxVal));
          clampedValue = select(clampedValue, value, isnanVec4(value));
          setOutputAtIndex(index, clampedValue);
        }
      }
    `}};var Rn=class{constructor(t){this.variableNames=["A"],this.uniforms="minVal : f32, maxVal : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="clip"}getUserCode(){return`
      ${C("index")} {
        if(index < uniforms.size) {
          let value = getAByOutputIndex(index);
          if (isnan(value)) {
            setOutputAtIndex(index, value);
            return;
          }
          setOutputAtIndex(index, clamp(value, uniforms.minVal, uniforms.maxVal));
        }
      }
    `}};function lC(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{clipValueMin:s,clipValueMax:i}=o,a,u=[{type:"float32",data:[s]},{type:"float32",data:[i]}];return x.sizeFromShape(n.shape)%4===0?a=new kn(n.shape):a=new Rn(n.shape),e.runWebGPUProgram(a,[n],n.dtype,u)}var vm={kernelName:qa,backendName:"webgpu",kernelFunc:lC};var Dn=class{constructor(t){this.outputShape=[],this.variableNames=["real","imag"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="complexAbs"}getUserCode(){return`
    ${C("index")} {
      if (index < uniforms.size) {
        let re = abs(getRealByOutputIndex(index));
        let im = abs(getImagByOutputIndex(index));
        let mx = max(re, im);

        // The length function in wgsl may be not underflow-safe on some GPUs.
        // So the safe solution is to ensure underflow-safety in all cases.
        setOutputAtIndex(index, select(mx * length(vec2<f32>(1, min(re, im)/mx)), 0.0, mx == 0.0));
      }
    }
  `}};function km(r,t){return{dataId:t.dataId,dtype:t.dtype,shape:r.shape}}function cC(r){let{inputs:t,backend:e}=r,{x:o}=t,n=e.tensorMap.get(o.dataId),s=new Dn(o.shape),i=[km(o,n.complexTensorInfos.real),km(o,n.complexTensorInfos.imag)];return e.runWebGPUProgram(s,i,i[0].dtype)}var Rm={kernelName:to,backendName:"webgpu",kernelFunc:cC};var En=class{constructor(t){this.uniforms="",this.workPerThread=1,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=S.computeOutShape(t,1),this.variableNames=t.map((e,o)=>`T${o}`),this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize,[this.workPerThread,1,1]),this.offsetLength=t.length-1;for(let e=0;e<this.offsetLength;e++)this.uniforms+=`offset${e} : i32,`;this.shaderKey="concat"}getUserCode(){let t=[];if(this.offsetLength>0){t.push("if (yC < uniforms.offset0){ setOutputAtCoords(coords.x, coords.y, getT0(yR, yC)); }");for(let s=1;s<this.offsetLength;s++)t.push(`else if (yC < uniforms.offset${[s]}){ setOutputAtCoords(coords.x, coords.y, getT${s}(yR, yC - uniforms.offset${s-1})); }`);let o=this.offsetLength,n=this.offsetLength-1;t.push(`else { setOutputAtCoords(coords.x, coords.y, getT${o}(yR, yC - uniforms.offset${n})); }`)}else t.push("setOutputAtCoords(coords.x, coords.y, getT0(yR, yC));");return`
      ${C("index")} {
        for(var i = 0; i < ${this.workPerThread}; i = i + 1) {
          let flatIndex = index * ${this.workPerThread} + i;
          if(flatIndex < uniforms.size) {
            let coords = getCoordsFromIndex(flatIndex);
            let yR = coords.x;
            let yC = coords.y;

            ${t.join(`
        `)}
          }
        }
      }
    `}};function ze(r){let{inputs:t,backend:e}=r,{input:o}=t,n=e.tensorMap.get(o.dataId);return ot({inputs:{x:n.complexTensorInfos.imag},backend:e})}var Dm={kernelName:Cu,backendName:"webgpu",kernelFunc:ze};function hr(r,t,e){let o=r[0].dtype;if(o==="complex64"){let f=r.map(b=>ce({inputs:{input:b},backend:e})),g=r.map(b=>ze({inputs:{input:b},backend:e})),h=hr(f,t,e),y=hr(g,t,e),w=zt({inputs:{real:h,imag:y},backend:e});return f.forEach(b=>e.disposeData(b.dataId)),g.forEach(b=>e.disposeData(b.dataId)),e.disposeData(h.dataId),e.disposeData(y.dataId),w}let n=e.shouldExecuteOnCPU(r);if(o==="string"&&(n=!0),n){let f=r.map(R=>{let N=[-1,x.sizeFromShape(R.shape.slice(t))];return $({inputs:{x:R},backend:e,attrs:{shape:N}})}),g=f.map(R=>({vals:e.readSync(R.dataId),shape:R.shape})),h=S.computeOutShape(f.map(R=>R.shape),1),y=f[0].shape[0]===1,w=gd(g,h,o,y),b=S.computeOutShape(r.map(R=>R.shape),t),v=e.makeTensorInfo(b,o,w);return f.forEach(R=>e.disposeData(R.dataId)),v}let s=e.device.limits.maxStorageBuffersPerShaderStage-1;if(r.length>s){let f=[];for(let h=0;h<r.length;h+=s){let y=r.slice(h,h+s);f.push(hr(y,t,e))}let g=hr(f,t,e);for(let h of f)e.disposeData(h.dataId);return g}let{tensors2D:i,outShape:a}=pC(r,t,e),u=i.map(f=>f.shape),l=new En(u),p=[],c=new Array(u.length-1);if(c.length>0){c[0]=u[0][1],p.push({type:"int32",data:[c[0]]});for(let f=1;f<c.length;f++)c[f]=c[f-1]+u[f][1],p.push({type:"int32",data:[c[f]]})}let d=e.runWebGPUProgram(l,i,i[0].dtype,p);i.forEach(f=>e.disposeData(f.dataId));let m=$({inputs:{x:d},backend:e,attrs:{shape:a}});return e.disposeData(d.dataId),m}function pC(r,t,e){let o=S.computeOutShape(r.map(s=>s.shape),t);return{tensors2D:r.map(s=>$({inputs:{x:s},backend:e,attrs:{shape:[x.sizeFromShape(s.shape.slice(0,t)),x.sizeFromShape(s.shape.slice(t))]}})),outShape:o}}function ca(r){let{inputs:t,backend:e,attrs:o}=r,{axis:n}=o,s=x.parseAxisParam(n,t[0].shape)[0],i=t.map(l=>l.shape);S.assertParamsConsistent(i,s);let a=S.computeOutShape(t.map(l=>l.shape),s);if(x.sizeFromShape(a)===0)return e.makeTensorInfo(a,t[0].dtype,[]);let u=t.filter(l=>x.sizeFromShape(l.shape)>0);return u.length===1?ot({inputs:{x:u[0]},backend:e}):hr(u,s,e)}var Em={kernelName:Ka,backendName:"webgpu",kernelFunc:ca};function dC(r,t,e,o,n=!1,s=null,i=!1,a=4,u=4,l=4){let p=B=>{switch(B){case 1:return"resData = f32(x[xIndex]);";case 3:return"resData = vec3<f32>(x[xIndex], x[xIndex + 1], x[xIndex + 2]);";case 4:return"resData = vec4<f32>(x[xIndex / 4]);";default:throw new Error(`innerElementSize ${B} is not supported.`)}},c=B=>{switch(B){case 1:return"return f32(W[row * uniforms.wShape[3] + col]);";case 4:return"return vec4<f32>(W[(row * uniforms.wShape[3] + col) / 4]);";default:throw new Error(`innerElementSize ${B} is not supported.`)}},d=r?`
      let coord = vec4<i32>(batch, xRow, xCol, xCh);
      `:`
      let coord = vec4<i32>(batch, xCh, xRow, xCol);
      `,m=r?`
      let coords = vec4<i32>(
        batch,
        row / outWidth,
        row % outWidth,
        col);
      `:`
      let coords = vec4<i32>(
        batch,
        row,
        col / outWidth,
        col % outWidth);
      `,f=r?"uniforms.xShape[1]":"uniforms.xShape[2]",g=r?"uniforms.xShape[2]":"uniforms.xShape[3]",h=r?"row":"col",y=r?"col":"row",w=`
      let inChannels = uniforms.wShape[2];
      let outWidth = ${r?"uniforms.outShape[2]":"uniforms.outShape[3]"};
      let outRow = ${h} / outWidth;
      let outCol = ${h} % outWidth;

      let WRow = ${y} / (uniforms.filterDims[1] * inChannels);
      let WCol = ${y} / inChannels % uniforms.filterDims[1];
      let xRow = outRow * uniforms.strides[0] + uniforms.dilations[0] * WRow - uniforms.pads[0];
      let xCol = outCol * uniforms.strides[1] + uniforms.dilations[1] * WCol - uniforms.pads[1];
      let xCh = ${y} % inChannels;
      var resData = ${U(a)}(0.0);
      // The bounds checking is always needed since we use it to pad zero for
      // the 'same' padding type.
      if (xRow >= 0 && xRow < ${f} && xCol >= 0 && xCol < ${g}) {
        ${d}
        let xIndex = getIndexFromCoords4D(coord, uniforms.xShape);
        ${p(a)}
      }
      return resData;`,b=r?t&&o?`
      ${w}`:`
      if (row < uniforms.dimAOuter && col < uniforms.dimInner) {
        ${w}
      }
      return ${U(a)}(0.0);`:o&&e?`
      ${w}`:`
      if (row < uniforms.dimInner && col < uniforms.dimBOuter) {
        ${w}
      }
      return ${U(a)}(0.0);`,v=`${c(u)}`,R=U(l),A=r?U(a):U(u),N=r?U(u):U(a);return`
      ${pt(s,i,l===4,4)}
      fn mm_readA(batch: i32, row : i32, col : i32) -> ${A} {
        ${r?b:v}
      }

      fn mm_readB(batch: i32, row : i32, col : i32) -> ${N} {
        ${r?v:b}
      }

      fn mm_write(batch: i32, row : i32, col : i32, valueIn : ${R}) {
        if (row < uniforms.dimAOuter && col < uniforms.dimBOuter)
        {
        var value = valueIn;
        let outWidth = ${r?"uniforms.outShape[2]":"uniforms.outShape[3]"};
        ${m}
        ${$t(n,s)}
        setOutputAtCoords(coords[0], coords[1], coords[2], coords[3], value);
        }
      }`}var An=class{constructor(t,e,o,n,s=!1,i=null,a=!1,u=!1){this.variableNames=["x","W"],this.uniforms="filterDims : vec2<i32>, pads : vec2<i32>, strides : vec2<i32>, dilations : vec2<i32>, dimAOuter : i32, dimBOuter : i32, dimInner : i32,",this.outputShape=t.outShape,this.isChannelsLast=t.dataFormat==="channelsLast",this.isVec4=((t.inChannels%4===0||t.inChannels%3===0)&&this.isChannelsLast||t.outWidth%4===0&&!this.isChannelsLast)&&t.outChannels%4===0,this.dispatchLayout=this.isChannelsLast?{x:[3],y:[1,2],z:[0]}:{x:[2,3],y:[1],z:[0]},this.workgroupSize=en(this.dispatchLayout,this.outputShape,this.isVec4),this.elementsPerThread=rn(this.dispatchLayout,this.outputShape,this.isVec4),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize,this.elementsPerThread),this.isVec4?(this.outputComponent=4,this.isChannelsLast&&t.inChannels%4!==0?(this.innerElementSize=3,this.variableComponents=[1,4]):(this.innerElementSize=4,this.variableComponents=[4,4]),s&&(this.variableNames.push("bias"),this.variableComponents.push(4)),a&&(this.variableNames.push("preluActivationWeights"),this.variableComponents.push(4))):(this.innerElementSize=this.elementsPerThread[0],s&&this.variableNames.push("bias"),a&&this.variableNames.push("preluActivationWeights")),this.sequentialAccessByThreads=u,this.addBias=s,this.activation=i,this.hasPreluActivationWeights=a,this.tileAOuter=this.workgroupSize[1]*this.elementsPerThread[1],this.tileBOuter=this.workgroupSize[0]*this.elementsPerThread[0],this.tileInner=Math.max(this.workgroupSize[0]*this.innerElementSize,this.workgroupSize[1]),this.fitAOuter=e%this.tileAOuter===0,this.fitBOuter=o%this.tileBOuter===0,this.fitInner=n%this.tileInner===0,this.shaderKey=`conv2DMM_${this.elementsPerThread}_${this.activation}}_${this.fitAOuter}_${this.fitBOuter}_${this.fitInner}_${this.isVec4}_${this.innerElementSize}_${this.isChannelsLast}_${this.sequentialAccessByThreads}`}getUserCode(){let t=this.isVec4?Te(this.elementsPerThread,this.workgroupSize,!this.isChannelsLast,this.tileInner):Pe(this.elementsPerThread,this.workgroupSize,!this.isChannelsLast,this.tileInner,!1,null,this.sequentialAccessByThreads),e=this.isVec4?[this.innerElementSize,4,4]:[1,1,1];return`
    ${dC(this.isChannelsLast,this.fitAOuter,this.fitBOuter,this.fitInner,this.addBias,this.activation,this.hasPreluActivationWeights,e[0],e[1],e[2])}
    ${t}
  `}};var $n=class{constructor(t,e=!1,o=null,n=!1){this.variableNames=["x","W"],this.uniforms="filterDims: vec2<i32>, pads: vec2<i32>, strides: vec2<i32>, dilations: vec2<i32>,",this.workgroupSize=[4,4,8],this.outputShape=t.outShape,this.isChannelsLast=t.dataFormat==="channelsLast",this.dispatchLayout=this.isChannelsLast?{x:[2],y:[1],z:[0,3]}:{x:[3],y:[2],z:[0,1]},this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.addBias=e,this.activation=o,this.hasPreluActivationWeights=n,e&&this.variableNames.push("bias"),n&&this.variableNames.push("preluActivationWeights"),this.shaderKey=`conv2dnaive_${this.activation}_${this.isChannelsLast}`}getUserCode(){return`
       ${pt(this.activation,this.hasPreluActivationWeights,!1,4)}
       fn readInp(batch : i32, row : i32, col : i32, chan : i32) -> f32{
         let coords = vec4<i32>(batch, row, col, chan);
         if (coordsInBounds4D(coords, uniforms.xShape)) {
           return  getX(batch, row, col, chan);
         } else {
          return 0.0;
         }
       }
       fn readFilt(row : i32, col : i32, xChannel : i32, outChannel : i32) -> f32{
         let coords = vec4<i32>(row, col, xChannel, outChannel);
         if(coordsInBounds4D(coords, uniforms.wShape)) {
           return getW(row, col, xChannel, outChannel);
          } else {
            return 0.0;
          }
       }
       fn writeResult(batch : i32, row : i32, col : i32, chan : i32, valueIn : f32) {
         let coords = ${this.isChannelsLast?"vec4<i32>(batch, row, col, chan);":"vec4<i32>(batch, chan, row, col);"}
         if (coordsInBounds4D(coords, uniforms.outShape)) {
           var value = valueIn;
           ${$t(this.addBias,this.activation)}
           setOutputAtCoords(coords.x, coords.y, coords.z, coords.w, value);
         }
       }
       ${C("index")} {
         let coords = getOutputCoords();
         let batch = coords[0];
         let outChannel = ${this.isChannelsLast?"coords[3];":"coords[1];"}
         let outRow = ${this.isChannelsLast?"coords[1];":"coords[2];"}
         let outCol = ${this.isChannelsLast?"coords[2];":"coords[3];"}
         var acc : f32 = 0.0;
         for (var row = 0; row < uniforms.filterDims[0]; row = row + 1) {
           for (var col = 0; col < uniforms.filterDims[1]; col = col + 1) {
             let xRow = outRow * uniforms.strides[0] + uniforms.dilations[0] * row - uniforms.pads[0];
             let xCol = outCol * uniforms.strides[1] + uniforms.dilations[1] * col - uniforms.pads[1];
             for (var xChannel = 0; xChannel < ${this.isChannelsLast?"uniforms.xShape[3];":"uniforms.xShape[1];"} xChannel = xChannel + 1) {
               ${this.isChannelsLast?"let v = readInp(batch, xRow, xCol, xChannel);":"let v = readInp(batch, xChannel, xRow, xCol);"}
               let f = readFilt(row, col, xChannel, outChannel);
               acc = acc + v * f;
             }
           }
         }
         writeResult(batch, outRow, outCol, outChannel, acc);
       }
     `}};var Nn=class{constructor(t,e){this.variableNames=["x"],this.uniforms=`pads : vec2<i32>, strides : vec2<i32>, dilations : vec2<i32>, outWidth : i32, itemsPerBlockRow : i32,
       inChannels : i32,`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.isChannelsLast=e,this.shaderKey=`im2col_${this.isChannelsLast}`}getUserCode(){let t=this.isChannelsLast?1:2,e=this.isChannelsLast?2:3,o=this.isChannelsLast?"coords[1]":"coords[2]",n=this.isChannelsLast?"coords[2]":"coords[1]",s=this.isChannelsLast?"getX(batch, xRow, xCol, ch)":"getX(batch, ch, xRow, xCol)";return`
    ${C("index")} {
      let coords = getCoordsFromIndex(index);
      if(index < uniforms.size) {
        let batch = coords[0];
        let row = ${o};
        let col = ${n};
        let offsetY = (row / uniforms.outWidth) * uniforms.strides[0] - uniforms.pads[0];
        let xRow = offsetY + uniforms.dilations[0] * (col / uniforms.itemsPerBlockRow);
        var value = 0.0;
        if(xRow < uniforms.xShape[${t}] && xRow >= 0) {
          let offsetX = (row % uniforms.outWidth) * uniforms.strides[1] -
              uniforms.pads[1];
          let xCol = offsetX + uniforms.dilations[1] * ((col %
              uniforms.itemsPerBlockRow) / uniforms.inChannels);
          let ch = col % uniforms.inChannels;
          if(xCol < uniforms.xShape[${e}] && xCol >= 0) {
            value = ${s};
          }
        }
        setOutputAtIndex(index, value);
      }
    }
   `}};function Fn(r,t){let e=r.length;return e>=3?t?[...r.slice(0,-3),r[e-3]*r[e-2],r[e-1]]:[...r.slice(0,-3),r[e-3],r[e-2]*r[e-1]]:!t&&e===1&&r[0]>1?[r[0],1]:null}function mC({x:r,filter:t,convInfo:e,backend:o,bias:n=null,preluActivationWeights:s=null,leakyreluAlpha:i=0,activation:a=null}){let u=e.dataFormat==="channelsLast",l=!u,p=!1,c=u&&e.filterHeight===e.inHeight&&e.filterWidth===e.inWidth&&e.padInfo.type==="VALID",d=[],m,f;if(c){let y=e.inHeight*e.inWidth*e.inChannels;m=$({inputs:{x:r},backend:o,attrs:{shape:[1,e.batchSize,y]}}),f=$({inputs:{x:t},backend:o,attrs:{shape:[1,y,e.outChannels]}})}else m=$({inputs:{x:r},backend:o,attrs:{shape:u?[e.batchSize,e.inHeight*e.inWidth,e.inChannels]:[e.batchSize,e.inChannels,e.inHeight*e.inWidth]}}),f=$({inputs:{x:t},backend:o,attrs:{shape:[1,e.inChannels,e.outChannels]}});if(d.push(m),d.push(f),s!=null){let y=Fn(s.shape,u);y!=null&&(s=$({inputs:{x:s},backend:o,attrs:{shape:y}}),d.push(s))}if(n!=null){let y=Fn(n.shape,u);y!=null&&(n=$({inputs:{x:n},backend:o,attrs:{shape:y}}),d.push(n))}let g=Me({a:u?m:f,b:u?f:m,transposeA:l,transposeB:p,backend:o,bias:n,activation:a,preluActivationWeights:s,leakyreluAlpha:i}),h=$({inputs:{x:g},backend:o,attrs:{shape:e.outShape}});d.push(g);for(let y of d)o.disposeData(y.dataId);return h}function fC({x:r,filter:t,convInfo:e,backend:o,bias:n=null,preluActivationWeights:s=null,leakyreluAlpha:i=0,activation:a=null}){let{filterWidth:u,filterHeight:l,inChannels:p,strideWidth:c,strideHeight:d,padInfo:m,outWidth:f,outHeight:g,dilationWidth:h,dilationHeight:y,dataFormat:w}=e,b=w==="channelsLast",v=u*l*p,R=g*f,A=b?[e.batchSize,R,v]:[e.batchSize,v,R],N=new Nn(A,b),L=[{type:"int32",data:[m.top,m.left]},{type:"int32",data:[d,c]},{type:"int32",data:[y,h]},{type:"int32",data:[f]},{type:"int32",data:[p*u]},{type:"int32",data:[p]}],B=o.runWebGPUProgram(N,[r],r.dtype,L),K=[];K.push(B);let H=$({inputs:{x:t},backend:o,attrs:{shape:[1,v,-1]}});if(K.push(H),s!=null){let dt=Fn(s.shape,b);dt!=null&&(s=$({inputs:{x:s},backend:o,attrs:{shape:dt}}),K.push(s))}if(n!=null){let dt=Fn(n.shape,b);dt!=null&&(n=$({inputs:{x:n},backend:o,attrs:{shape:dt}}),K.push(n))}let nt=Me({a:b?B:H,b:b?H:B,transposeA:!b,transposeB:!1,backend:o,bias:n,activation:a,preluActivationWeights:s,leakyreluAlpha:i}),it=$({inputs:{x:nt},backend:o,attrs:{shape:e.outShape}});K.push(nt);for(let dt of K)o.disposeData(dt.dataId);return it}function Tn({x:r,filter:t,convInfo:e,backend:o,bias:n=null,preluActivationWeights:s=null,leakyreluAlpha:i=0,activation:a=null}){let u=n!=null,l=s!=null,p=e.dataFormat==="channelsLast",c=p&&e.filterHeight===e.inHeight&&e.filterWidth===e.inWidth&&e.padInfo.type==="VALID",d=T().getBool("WEBGPU_USE_NAIVE_CONV2D_DEBUG");if(!d&&(c||e.filterHeight===1&&e.filterWidth===1&&e.dilationHeight===1&&e.dilationWidth===1&&e.strideHeight===1&&e.strideWidth===1&&(e.padInfo.type==="SAME"||e.padInfo.type==="VALID")))return mC({x:r,filter:t,convInfo:e,backend:o,bias:n,activation:a,preluActivationWeights:s,leakyreluAlpha:i});let m=T().getNumber("WEBGPU_THRESHOLD_TO_INCREASE_WORKGROUPS_FOR_MATMUL"),f=m>-1?m:o.thresholdToIncreaseWorkgroups,g=e.batchSize*Math.ceil(e.outHeight*e.outWidth/32)*Math.ceil(e.outChannels/32);if(T().getBool("WEBGPU_CONV_SEPARATE_IM2COL_SHADER")||g<=f)return fC({x:r,filter:t,convInfo:e,backend:o,bias:n,preluActivationWeights:s,leakyreluAlpha:i,activation:a});let h,y=[e.padInfo.top,e.padInfo.left],w=[{type:"int32",data:[e.filterHeight,e.filterWidth]},{type:"int32",data:[...y]},{type:"int32",data:[e.strideHeight,e.strideWidth]},{type:"int32",data:[e.dilationHeight,e.dilationWidth]}];if(d)h=new $n(e,u,a,l);else{let A=p?e.outHeight*e.outWidth:e.outChannels,N=p?e.outChannels:e.outHeight*e.outWidth,L=e.filterHeight*e.filterWidth*e.inChannels;w.push({type:"int32",data:[A]},{type:"int32",data:[N]},{type:"int32",data:[L]});let B=o.adapterInfo.isIntel();h=new An(e,A,N,L,u,a,l,B)}let b=[],v=[r,t];u&&(!p&&n.shape.length===1&&(n=$({inputs:{x:n},backend:o,attrs:{shape:[n.shape[0],1,1]}}),b.push(n)),v.push(n)),l&&(!p&&s.shape.length===1&&(s=$({inputs:{x:s},backend:o,attrs:{shape:[s.shape[0],1,1]}}),b.push(s)),v.push(s)),a==="leakyrelu"&&(w.push({type:"float32",data:[i]}),h.uniforms+=" alpha : f32,");let R=o.runWebGPUProgram(h,v,r.dtype,w);for(let A of b)o.disposeData(A.dataId);return R}function hC(r){let{inputs:t,attrs:e,backend:o}=r,{x:n,filter:s}=t,{strides:i,pad:a,dataFormat:u,dilations:l,dimRoundingMode:p}=e,c=S.convertConv2DDataFormat(u),d=S.computeConv2DInfo(n.shape,s.shape,i,l,a,p,!1,c);return Tn({x:n,filter:s,convInfo:d,backend:o})}var Am={kernelName:Xa,backendName:"webgpu",kernelFunc:hC};var Pn=class{constructor(t){this.variableNames=["dy","W"],this.uniforms="filterDims : vec2<i32>, pads : vec2<i32>, strides : vec2<i32>, outBackprop : vec4<i32>,",this.workgroupSize=[64,1,1],this.size=!1,this.isVec4=!1,this.workPerThread=1,this.outputShape=t.inShape,this.isChannelsLast=t.dataFormat==="channelsLast",this.isVec4=this.isChannelsLast&&t.outChannels%4===0&&t.inChannels%4===0,this.isVec4?(this.workPerThread=2,this.outputComponent=4,this.workgroupSize=[4,4,4],this.dispatchLayout={x:[3],y:[2],z:[0,1]},this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize,[4,this.workPerThread,1])):(this.size=!0,this.workPerThread=1,this.workgroupSize=[64,1,1],this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize)),this.shaderKey=`conv2DDerInput_${this.isChannelsLast}_${this.isVec4}_${this.workPerThread}`}getUserCode(){let t=this.isChannelsLast?1:2,e=this.isChannelsLast?2:3,o=this.isChannelsLast?3:1,n=`
    ${C()} {
      let batch = i32(globalId.z) / uniforms.outShape[1];
      let r = i32(globalId.z) % uniforms.outShape[1];
      let c = i32(globalId.y) * ${this.workPerThread};
      let d1 = i32(globalId.x) * 4;

      let dyCorner = vec2<i32>(r, c) - uniforms.pads;

      // Convolve dy(?, ?, d2) with w(:, :, d1, d2) to compute dx(xR, xC, d1).
      // ? = to be determined. : = across all values in that axis.
      var dotProd: array<vec4<f32>, ${this.workPerThread}>;
      for (var i = 0; i < ${this.workPerThread}; i++) {
        dotProd[i] = vec4<f32>(0.0);
      }
      for (var wR = 0; wR < uniforms.filterDims.x; wR = wR + 1) {
        let dyR = f32(dyCorner.x + wR) / f32(uniforms.strides.x);
        let wRPerm = uniforms.filterDims.x - 1 - wR;
        if (dyR < 0.0 || dyR >= f32(uniforms.outBackprop[1]) ||
            fract(dyR) > 0.0) {
          continue;
        }
        let idyR = i32(dyR);

        for (var wC = 0; wC < uniforms.filterDims.y; wC = wC + 1) {
          let dyC = f32(dyCorner.y + wC) / f32(uniforms.strides.y);
          let dyC2 = f32(dyCorner.y + 1 + wC) / f32(uniforms.strides.y);
          let wCPerm = uniforms.filterDims.y - 1 - wC;
          var bDyCVal = true;
          var bDyCVal2 = true;
          if (dyC < 0.0 || dyC >= f32(uniforms.outBackprop[2]) ||
              fract(dyC) > 0.0) {
            bDyCVal = false;
          }
          if (dyC2 < 0.0 || dyC2 >= f32(uniforms.outBackprop[2]) ||
              fract(dyC2) > 0.0) {
            bDyCVal2 = false;
          }

          let idyC = i32(dyC);
          let idyC2 = i32(dyC2);
          if (bDyCVal && bDyCVal2) {
            let d2Length = uniforms.outBackprop[3];
            for (var d2 = 0; d2 < d2Length; d2 = d2 + 4) {
              let wValue0 = getW(wRPerm, wCPerm, d1, d2);
              let wValue1 = getW(wRPerm, wCPerm, d1 + 1, d2);
              let wValue2 = getW(wRPerm, wCPerm, d1 + 2, d2);
              let wValue3 = getW(wRPerm, wCPerm, d1 + 3, d2);
              var xValue =  getDy(batch, idyR, idyC, d2);
              let tmpval = vec4<f32>(dot(xValue, wValue0),
                                     dot(xValue, wValue1),
                                     dot(xValue, wValue2),
                                     dot(xValue, wValue3));
              dotProd[0] = dotProd[0] + tmpval;
              xValue = getDy(batch, idyR, idyC2, d2);
              dotProd[1] = dotProd[1] + vec4<f32>(dot(xValue, wValue0),
                                                  dot(xValue, wValue1),
                                                  dot(xValue, wValue2),
                                                  dot(xValue, wValue3));
            }
          } else if (bDyCVal) {
            let d2Length = uniforms.outBackprop[3];
            for (var d2 = 0; d2 < d2Length; d2 = d2 + 4) {
              let wValue0 = getW(wRPerm, wCPerm, d1, d2);
              let wValue1 = getW(wRPerm, wCPerm, d1 + 1, d2);
              let wValue2 = getW(wRPerm, wCPerm, d1 + 2, d2);
              let wValue3 = getW(wRPerm, wCPerm, d1 + 3, d2);
              var xValue =  getDy(batch, idyR, idyC, d2);
              let tmpval = vec4<f32>(dot(xValue, wValue0),
                                     dot(xValue, wValue1),
                                     dot(xValue, wValue2),
                                     dot(xValue, wValue3));
              dotProd[0] = dotProd[0] + tmpval;
            }
          } else if (bDyCVal2) {
            let d2Length = uniforms.outBackprop[3];
            for (var d2 = 0; d2 < d2Length; d2 = d2 + 4) {
              let wValue0 = getW(wRPerm, wCPerm, d1, d2);
              let wValue1 = getW(wRPerm, wCPerm, d1 + 1, d2);
              let wValue2 = getW(wRPerm, wCPerm, d1 + 2, d2);
              let wValue3 = getW(wRPerm, wCPerm, d1 + 3, d2);
              var xValue =  getDy(batch, idyR, idyC2, d2);
              let tmpval = vec4<f32>(dot(xValue, wValue0),
                                     dot(xValue, wValue1),
                                     dot(xValue, wValue2),
                                     dot(xValue, wValue3));
              dotProd[1] = dotProd[1] + tmpval;
            }
          }
        }
      }

      for (var i = 0; i < ${this.workPerThread}; i = i + 1) {
        let coords = vec4<i32>(batch, r, c + i, d1);
        if (coordsInBounds4D(coords, uniforms.outShape)) {
          setOutputAtCoords(coords[0], coords[1], coords[2], coords[3], dotProd[i]);
        }
      }
    }
    `;return this.isVec4?`
    ${n}
    `:`
    ${C("index")} {
      if(index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let batch = coords[0];
        let d1 = coords[${o}];

        let dyCorner = vec2<i32>(coords[${t}], coords[${e}]) - uniforms.pads;
        let dyRCorner = dyCorner.x;
        let dyCCorner = dyCorner.y;

        // Convolve dy(?, ?, d2) with w(:, :, d1, d2) to compute dx(xR, xC, d1).
        // ? = to be determined. : = across all values in that axis.
        var dotProd = 0.0;
        for (var wR = 0; wR < uniforms.filterDims.x; wR = wR + 1) {
          let dyR = (f32(dyRCorner) + f32(wR)) / f32(uniforms.strides.x);
          let wRPerm = uniforms.filterDims.x - 1 - wR;
          if (dyR < 0.0 || dyR >= f32(uniforms.outBackprop[1]) || fract(dyR) > 0.0 ||
              wRPerm < 0) {
            continue;
          }
          let idyR = i32(dyR);

          for (var wC = 0; wC < uniforms.filterDims.y; wC = wC + 1) {
            let dyC = (f32(dyCCorner) + f32(wC)) / f32(uniforms.strides.y);
            let wCPerm = uniforms.filterDims.y - 1 - wC;
            if (dyC < 0.0 || dyC >= f32(uniforms.outBackprop[2]) ||
                fract(dyC) > 0.0 || wCPerm < 0) {
              continue;
            }
            let idyC = i32(dyC);

            for (var d2 = 0; d2 < uniforms.outBackprop[3]; d2 = d2 + 1) {
              let xValue = ${this.isChannelsLast?"getDy(batch, idyR, idyC, d2)":"getDy(batch, d2, idyR, idyC)"};
              let wValue = getW(wRPerm, wCPerm, d1, d2);
              dotProd = dotProd + xValue * wValue;
            }
          }
        }
        setOutputAtIndex(index, dotProd);
      }
    }
  `}},Mn=class{constructor(t){this.variableNames=["x","dy"],this.uniforms="pads : vec2<i32>, strides : vec2<i32>, batchSize : i32, outHeight : i32, outWidth : i32, inHeight : i32, inWidth : i32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.filterShape,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.isChannelsLast=t.dataFormat==="channelsLast",this.shaderKey=`conv2DDerFilter_${this.isChannelsLast}`}getUserCode(){return`
    ${C("index")} {
      if(index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let wR = coords[0];
        let wC = coords[1];
        let d1 = coords[2];
        let d2 = coords[3];

        // Convolve x(?, ?, d1) with dy(:, :, d2) to get dw(wR, wC, d1, d2).
        // ? = to be determined. : = across all values in that axis.
        var dotProd = 0.0;
        for (var b = 0; b < uniforms.batchSize; b = b + 1) {
          for (var yR = 0; yR < uniforms.outHeight; yR = yR + 1) {
            let xR = wR + yR * uniforms.strides[0] - uniforms.pads[0];
            if (xR < 0 || xR >= uniforms.inHeight) {
              continue;
            }

            for (var yC = 0; yC < uniforms.outWidth; yC = yC + 1) {
              let xC = wC + yC * uniforms.strides[1] - uniforms.pads[1];

              if (xC < 0 || xC >= uniforms.inWidth) {
                continue;
              }

              if (${this.isChannelsLast}) {
                let dyValue = getDy(b, yR, yC, d2);
                let xValue = getX(b, xR, xC, d1);
                dotProd = dotProd + xValue * dyValue;
              } else {
                let dyValue = getDy(b, d2, yR, yC);
                let xValue = getX(b, d1, xR, xC);
                dotProd = dotProd + xValue * dyValue;
              }
            }
          }
        }
        setOutputAtIndex(index, dotProd);
      }
    }
  `}},zn=class{constructor(t){this.variableNames=["x","dy"],this.uniforms=`pads : vec3<i32>, strides : vec3<i32>, batchSize : i32, outDepth : i32,
       outHeight : i32, outWidth : i32, inDepth : i32, inHeight : i32, inWidth : i32,`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.filterShape,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="conv3DDerFilter"}getUserCode(){return`
    ${C("index")} {
      if(index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let wF = coords.x;
        let wR = coords.y;
        let wC = coords.z;
        let d1 = coords.w;
        let d2 = coords.u;

        var dotProd = 0.0;
        for (var b = 0; b < uniforms.batchSize; b++) {
          for (var yF = 0; yF < uniforms.outDepth; yF++) {
            let xF = wF + yF * uniforms.strides[0] - uniforms.pads[0];
            if (xF < 0 || xF >= uniforms.inDepth) {
              continue;
            }

            for (var yR = 0; yR < uniforms.outHeight; yR++) {
              let xR = wR + yR * uniforms.strides[1] - uniforms.pads[1];
              if (xR < 0 || xR >= uniforms.inHeight) {
                continue;
              }

              for (var yC = 0; yC < uniforms.outWidth; yC++) {
                let xC = wC + yC * uniforms.strides[2] - uniforms.pads[2];
                if (xC < 0 || xC >= uniforms.inWidth) {
                  continue;
                }

                let dyValue = getDy(b, yF, yR, yC, d2);
                let xValue = getX(b, xF, xR, xC, d1);
                dotProd += xValue * dyValue;
              }
            }
          }
        }
        setOutputAtIndex(index, dotProd);
      }
    }
  `}},Ln=class{constructor(t){this.variableNames=["dy","W"],this.uniforms=`filterDims : vec3<i32>, pads : vec3<i32>, strides : vec3<i32>,
      outDepth : i32, outHeight : i32, outWidth : i32, outChannels : i32,`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.inShape,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="conv3DDerInput"}getUserCode(){return`
    ${C("index")} {
      if(index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let batch = coords.x;
        let d1 = coords.u;

        let dyCorner = vec3<i32>(coords.y, coords.z, coords.w) - uniforms.pads;
        let dyFCorner = dyCorner.x;
        let dyRCorner = dyCorner.y;
        let dyCCorner = dyCorner.z;

        var dotProd = 0.0;
        for (var wF = 0; wF < uniforms.filterDims[0]; wF++) {
          let dyF = f32(dyFCorner + wF) / f32(uniforms.strides[0]);
          if (dyF < 0.0 || dyF >= f32(uniforms.outDepth) || fract(dyF) > 0.0) {
            continue;
          }
          let idyF = i32(dyF);

          let wFPerm = uniforms.filterDims[0] - 1 - wF;

          for (var wR = 0; wR < uniforms.filterDims[1]; wR++) {
            let dyR = f32(dyRCorner + wR) / f32(uniforms.strides[1]);

            if (dyR < 0.0 || dyR >= f32(uniforms.outHeight) || fract(dyR) > 0.0) {
              continue;
            }
            let idyR = i32(dyR);

            let wRPerm = uniforms.filterDims[1] - 1 - wR;

            for (var wC = 0; wC < uniforms.filterDims[2]; wC++) {
              let dyC = f32(dyCCorner + wC) / f32(uniforms.strides[2]);

              if (dyC < 0.0 || dyC >= f32(uniforms.outWidth) || fract(dyC) > 0.0) {
                continue;
              }
              let idyC = i32(dyC);

              let wCPerm = uniforms.filterDims[2] - 1 - wC;

              for (var d2 = 0; d2 < uniforms.outChannels; d2++) {
                let xValue = getDy(batch, idyF, idyR, idyC, d2);
                let wValue = getW(wFPerm, wRPerm, wCPerm, d1, d2);
                dotProd += xValue * wValue;
              }
            }
          }
        }
        setOutputAtIndex(index, dotProd);
      }
    }
  `}};function gC(r){let{inputs:t,backend:e,attrs:o}=r,{x:n,dy:s}=t,{strides:i,pad:a,dataFormat:u,dimRoundingMode:l,filterShape:p}=o,c=S.convertConv2DDataFormat(u),d=S.computeConv2DInfo(n.shape,p,i,1,a,l,!1,c),m=new Mn(d),f=[{type:"int32",data:[d.padInfo.top,d.padInfo.left]},{type:"int32",data:[d.strideHeight,d.strideWidth]},{type:"int32",data:[d.batchSize]},{type:"int32",data:[d.outHeight]},{type:"int32",data:[d.outWidth]},{type:"int32",data:[d.inHeight]},{type:"int32",data:[d.inWidth]}];return e.runWebGPUProgram(m,[n,s],n.dtype,f)}var $m={kernelName:ja,backendName:"webgpu",kernelFunc:gC};function xC(r=4){let t=s=>{switch(s){case 1:return"return W[getIndexFromCoords4D(coord, uniforms.wShape)];";case 4:return`
            let coord1 = vec4<i32>(coordX, coordY, col + 1, rowInner);
            let coord2 = vec4<i32>(coordX, coordY, col + 2, rowInner);
            let coord3 = vec4<i32>(coordX, coordY, col + 3, rowInner);
            let v0 = W[getIndexFromCoords4D(coord, uniforms.wShape)];
            let v1 = W[getIndexFromCoords4D(coord1, uniforms.wShape)];
            let v2 = W[getIndexFromCoords4D(coord2, uniforms.wShape)];
            let v3 = W[getIndexFromCoords4D(coord3, uniforms.wShape)];
            return vec4<f32>(v0, v1, v2, v3);
            `;default:throw new Error(`innerElementSize ${s} is not supported.`)}},o=`if (row < uniforms.dimAOuter && col < uniforms.dimInner) {
        ${`
      let outRow = row / uniforms.outShape[2];
      let outCol = row % uniforms.outShape[2];

      let WRow = col / (uniforms.filterDims[1] * uniforms.outBackprop[3]);
      let WCol = col / uniforms.outBackprop[3] % uniforms.filterDims[1];
      let xR = f32(outRow - uniforms.pads[0] + WRow) / f32(uniforms.strides[0]);
      let xC = f32(outCol - uniforms.pads[1] + WCol) / f32(uniforms.strides[1]);
      if (xR < 0.0 || xR >= f32(uniforms.outBackprop[1]) || fract(xR) > 0.0) {
        return ${U(r)}(0.0);
      }
      if (xC < 0.0 || xC >= f32(uniforms.outBackprop[2]) || fract(xC) > 0.0) {
        return ${U(r)}(0.0);
      }
      let coord = vec4<i32>(
          batch,
          i32(xR),
          i32(xC),
          col % uniforms.outBackprop[3]);
      return x[getIndexFromCoords4D(coord, uniforms.xShape)/${r}];`}
      }
      return ${U(r)}(0.0);`;return`
  fn mm_readA(batch: i32, row : i32, col : i32) -> ${U(r)} {
    ${o}
  }

  fn mm_readB(batch: i32, row : i32, col : i32) -> ${U(r)} {
    let coordX = uniforms.filterDims.x - 1 -
        row / (uniforms.filterDims[1] * uniforms.outBackprop[3]);
    let coordY = uniforms.filterDims.y - 1 -
        (row / uniforms.outBackprop[3]) % uniforms.filterDims[1];
    if (row < uniforms.dimInner && col < uniforms.dimBOuter &&
        coordX >= 0 && coordY >= 0) {
      let rowInner = row % uniforms.outBackprop[3];
      let coord = vec4<i32>(coordX, coordY, col, rowInner);
      ${t(r)}
    }
    return ${U(r)}(0.0);
  }

  fn mm_write(batch: i32, row : i32, col : i32, valueInput : ${U(r)}) {
    if (row < uniforms.dimAOuter && col < uniforms.dimBOuter) {
      var value = valueInput;
      let outCoord = vec4<i32>(
          batch,
          row / uniforms.outShape[2],
          row % uniforms.outShape[2],
          col);
      result[getIndexFromCoords4D(outCoord, uniforms.outShape)/${r}] = value;
    }
  }`}var Bn=class{constructor(t){this.variableNames=["x","W"],this.uniforms="filterDims : vec2<i32>, pads : vec2<i32>, strides : vec2<i32>, outBackprop : vec4<i32>, dimAOuter : i32, dimBOuter : i32, dimInner : i32,",this.outputShape=t.inShape,x.assert(t.dataFormat==="channelsLast",()=>"TODO: NCHW is unimplemented"),this.isVec4=t.inChannels%4===0&&t.outChannels%4===0,this.dispatchLayout={x:[3],y:[1,2],z:[0]},this.workgroupSize=en(this.dispatchLayout,this.outputShape,this.isVec4),this.elementsPerThread=rn(this.dispatchLayout,this.outputShape,this.isVec4),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize,this.elementsPerThread),this.isVec4&&(this.outputComponent=4,this.variableComponents=[4,1]),this.shaderKey=`conv2DDerInputMM_${this.isVec4}_${this.elementsPerThread}`}getUserCode(){let t=this.isVec4?Te(this.elementsPerThread,this.workgroupSize):Pe(this.elementsPerThread,this.workgroupSize);return`
    ${xC(this.isVec4?4:1)}
    ${t}
    `}};function yC(r){let{inputs:t,backend:e,attrs:o}=r,{dy:n,filter:s}=t,{inputShape:i,strides:a,pad:u,dataFormat:l,dimRoundingMode:p}=o,c=S.convertConv2DDataFormat(l),d=S.computeConv2DInfo(i,s.shape,a,1,u,p,!1,c),m=[{type:"int32",data:[d.filterHeight,d.filterWidth]},{type:"int32",data:[d.filterHeight-1-d.padInfo.top,d.filterWidth-1-d.padInfo.left]},{type:"int32",data:[d.strideHeight,d.strideWidth]},{type:"int32",data:[d.batchSize,d.outHeight,d.outWidth,d.outChannels]}],f;if(T().getBool("WEBGPU_USE_NAIVE_CONV2D_TRANSPOSE")||d.dataFormat!=="channelsLast")f=new Pn(d);else{f=new Bn(d);let g=d.inHeight*d.inWidth,h=d.inChannels,y=d.filterHeight*d.filterWidth*d.outChannels;m.push({type:"uint32",data:[g]},{type:"uint32",data:[h]},{type:"uint32",data:[y]})}return e.runWebGPUProgram(f,[n,s],"float32",m)}var Nm={kernelName:Ya,backendName:"webgpu",kernelFunc:yC};var _n=class{constructor(t){this.variableNames=["x","W"],this.uniforms="filterDims: vec3<i32>, pads: vec3<i32>, strides: vec3<i32>, dilations: vec3<i32>,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.outShape,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="conv3dnaive"}getUserCode(){return`
    ${C("index")} {
      if (index < uniforms.size) {
        let coords = getOutputCoords();
        let batch = coords.x;
        let d2 = coords.u;

        let xFRCCorner = vec3<i32>(coords.y, coords.z, coords.w) * uniforms.strides - uniforms.pads;
        let xFCorner = xFRCCorner.x;
        let xRCorner = xFRCCorner.y;
        let xCCorner = xFRCCorner.z;

        let inputDepthNearestVec4 = (uniforms.xShape.u / 4) * 4;
        let inputDepthVec4Remainder = uniforms.xShape.u % 4;

        var dotProd = 0.0;
        for (var wF = 0; wF < uniforms.filterDims[0]; wF++) {
          let xF = xFCorner + wF * uniforms.dilations[0];
          if (xF < 0 || xF >= uniforms.xShape.y) {
            continue;
          }

          for (var wR = 0; wR < uniforms.filterDims[1]; wR++) {
            let xR = xRCorner + wR * uniforms.dilations[1];
            if (xR < 0 || xR >= uniforms.xShape.z) {
              continue;
            }

            for (var wC = 0; wC < uniforms.filterDims[2]; wC++) {
              let xC = xCCorner + wC * uniforms.dilations[2];
              if (xC < 0 || xC >= uniforms.xShape.w) {
                continue;
              }

              for (var d1 = 0; d1 < inputDepthNearestVec4; d1 += 4) {
                let xValues = vec4<f32>(
                  getX(batch, xF, xR, xC, d1),
                  getX(batch, xF, xR, xC, d1 + 1),
                  getX(batch, xF, xR, xC, d1 + 2),
                  getX(batch, xF, xR, xC, d1 + 3)
                );
                let wValues = vec4<f32>(
                  getW(wF, wR, wC, d1, d2),
                  getW(wF, wR, wC, d1 + 1, d2),
                  getW(wF, wR, wC, d1 + 2, d2),
                  getW(wF, wR, wC, d1 + 3, d2)
                );

                dotProd += dot(xValues, wValues);
              }

              if (inputDepthVec4Remainder == 1) {
                dotProd += getX(batch, xF, xR, xC, inputDepthNearestVec4) *
                  getW(wF, wR, wC, inputDepthNearestVec4, d2);
              } else if (inputDepthVec4Remainder == 2) {
                let xValues = vec2<f32>(
                  getX(batch, xF, xR, xC, inputDepthNearestVec4),
                  getX(batch, xF, xR, xC, inputDepthNearestVec4 + 1)
                );
                let wValues = vec2<f32>(
                  getW(wF, wR, wC, inputDepthNearestVec4, d2),
                  getW(wF, wR, wC, inputDepthNearestVec4 + 1, d2)
                );
                dotProd += dot(xValues, wValues);
              } else if (inputDepthVec4Remainder == 3) {
                let xValues = vec3<f32>(
                  getX(batch, xF, xR, xC, inputDepthNearestVec4),
                  getX(batch, xF, xR, xC, inputDepthNearestVec4 + 1),
                  getX(batch, xF, xR, xC, inputDepthNearestVec4 + 2)
                );
                let wValues = vec3<f32>(
                  getW(wF, wR, wC, inputDepthNearestVec4, d2),
                  getW(wF, wR, wC, inputDepthNearestVec4 + 1, d2),
                  getW(wF, wR, wC, inputDepthNearestVec4 + 2, d2)
                );
                dotProd += dot(xValues, wValues);
              }
            }
          }
        }
        setOutputAtIndex(index, dotProd);
      }
    }`}};function wC(r){let{inputs:t,backend:e,attrs:o}=r,{x:n,filter:s}=t,{strides:i,pad:a,dilations:u}=o,l=S.computeConv3DInfo(n.shape,s.shape,i,u,a),p=[l.padInfo.front,l.padInfo.top,l.padInfo.left],c=[{type:"int32",data:[l.filterDepth,l.filterHeight,l.filterWidth]},{type:"int32",data:[...p]},{type:"int32",data:[l.strideDepth,l.strideHeight,l.strideWidth]},{type:"int32",data:[l.dilationDepth,l.dilationHeight,l.dilationWidth]}],d=new _n(l),m=ht(n.dtype,s.dtype);return e.runWebGPUProgram(d,[n,s],m,c)}var Fm={kernelName:Za,backendName:"webgpu",kernelFunc:wC};function bC(r){let{inputs:t,backend:e,attrs:o}=r,{x:n,dy:s}=t,{strides:i,pad:a,filterShape:u}=o,l=S.computeConv3DInfo(n.shape,u,i,1,a),p=new zn(l),c=[{type:"int32",data:[l.padInfo.front,l.padInfo.top,l.padInfo.left]},{type:"int32",data:[l.strideDepth,l.strideHeight,l.strideWidth]},{type:"int32",data:[l.batchSize]},{type:"int32",data:[l.outDepth]},{type:"int32",data:[l.outHeight]},{type:"int32",data:[l.outWidth]},{type:"int32",data:[l.inDepth]},{type:"int32",data:[l.inHeight]},{type:"int32",data:[l.inWidth]}];return e.runWebGPUProgram(p,[n,s],s.dtype,c)}var Tm={kernelName:Qa,backendName:"webgpu",kernelFunc:bC};function SC(r){let{inputs:t,backend:e,attrs:o}=r,{dy:n,filter:s}=t,{strides:i,pad:a,inputShape:u}=o,l=S.computeConv3DInfo(u,s.shape,i,1,a),p=new Ln(l),c=[{type:"int32",data:[l.filterDepth,l.filterHeight,l.filterWidth]},{type:"int32",data:[l.filterDepth-1-l.padInfo.front,l.filterHeight-1-l.padInfo.top,l.filterWidth-1-l.padInfo.left]},{type:"int32",data:[l.strideDepth,l.strideHeight,l.strideWidth]},{type:"int32",data:[l.outDepth]},{type:"int32",data:[l.outHeight]},{type:"int32",data:[l.outWidth]},{type:"int32",data:[l.outChannels]}];return e.runWebGPUProgram(p,[n,s],n.dtype,c)}var Pm={kernelName:Ja,backendName:"webgpu",kernelFunc:SC};var IC=z({opType:D.COS}),Mm={kernelName:"Cos",backendName:"webgpu",kernelFunc:IC};var vC=z({opType:D.COSH}),zm={kernelName:tu,backendName:"webgpu",kernelFunc:vC};var On=class{constructor(t,e,o,n){this.variableNames=["Image","Boxes","BoxInd"],this.uniforms="extrapolationValue : f32,",this.workgroupSize=[64,1,1],this.size=!0;let[s]=e;this.outputShape=[s,o[0],o[1],t],this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.methodId=n==="bilinear"?1:0,this.cropHeightBiggerThan1=this.outputShape[1]>1,this.cropWidthBiggerThan1=this.outputShape[2]>1,this.shaderKey=`cropAndResize_${this.methodId}_${this.cropHeightBiggerThan1}_${this.cropWidthBiggerThan1}`}getUserCode(){let[t,e]=["f32(uniforms.imageShape[1] - 1)","f32(uniforms.imageShape[2] - 1)"],[o,n,s]=this.cropHeightBiggerThan1?[`(${t} / f32(uniforms.outShape[1] - 1))`,"(y2-y1) * height_ratio",`y1*${t} + f32(y)*(height_scale)`]:["0.0","0.0",`0.5 * (y1+y2) * ${t}`],[i,a,u]=this.cropWidthBiggerThan1?[`(${e} / f32(uniforms.outShape[2] - 1))`,"(x2-x1) * width_ratio",`x1*${e} + f32(x)*(width_scale)`]:["0.0","0.0",`0.5 * (x1+x2) * ${e}`];return`
    ${C("index")} {
      if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let height_ratio = f32(${o});
        let width_ratio = f32(${i});
        let b = coords[0];
        let y = coords[1];
        let x = coords[2];
        let d = coords[3];
        // get box vals
        let y1 = getBoxes(b, 0);
        let x1 = getBoxes(b, 1);
        let y2 = getBoxes(b, 2);
        let x2 = getBoxes(b, 3);
        // get image in batch index
        let bInd = i32(round(getBoxInd(b)));
        if(bInd < 0 || bInd >= uniforms.outShape[0]) {
          return;
        }
        let height_scale = ${n};
        let width_scale = ${a};
        let in_y = ${s};
        if( in_y < 0.0 || in_y > ${t} ) {
          setOutputAtIndex(index, uniforms.extrapolationValue);
          return;
        }
        let in_x = ${u};
        if( in_x < 0.0 || in_x > ${e} ) {
          setOutputAtIndex(index, uniforms.extrapolationValue);
          return;
        }
        let sourceFracIndexCR = vec2<f32>(in_x,in_y);
        if(${this.methodId} == 1) {
          // Compute the four integer indices.
          let sourceFloorCR = vec2<i32>(sourceFracIndexCR);
          let sourceCeilCR = vec2<i32>(ceil(sourceFracIndexCR));
          let topLeft = getImage(bInd, sourceFloorCR.y, sourceFloorCR.x, d);
          let bottomLeft = getImage(bInd, sourceCeilCR.y, sourceFloorCR.x, d);
          let topRight = getImage(bInd, sourceFloorCR.y, sourceCeilCR.x, d);
          let bottomRight = getImage(bInd, sourceCeilCR.y, sourceCeilCR.x, d);
          let fracCR = sourceFracIndexCR - vec2<f32>(sourceFloorCR);
          let top = topLeft + (topRight - topLeft) * fracCR.x;
          let bottom = bottomLeft + (bottomRight - bottomLeft) * fracCR.x;
          let newValue = top + (bottom - top) * fracCR.y;
          setOutputAtIndex(index, newValue);
        } else {
          // Compute the coordinators of nearest neighbor point.
          let sourceNearestCR = vec2<i32>(floor(
            sourceFracIndexCR + vec2<f32>(0.5,0.5)));
          let newValue = getImage(
            bInd, sourceNearestCR.y, sourceNearestCR.x, d);
          setOutputAtIndex(index, newValue);
        }
      }
    }
    `}};var kC=r=>{let{inputs:t,backend:e,attrs:o}=r,{image:n,boxes:s,boxInd:i}=t,{cropSize:a,method:u,extrapolationValue:l}=o,p=new On(n.shape[3],s.shape,a,u),c=[{type:"float32",data:[l]}];return e.runWebGPUProgram(p,[n,s,i],"float32",c)},Lm={kernelName:ou,backendName:"webgpu",kernelFunc:kC};var Le;(function(r){r.Prod="*",r.Sum="+"})(Le||(Le={}));var Gr=class{constructor(t,e,o,n){this.variableNames=["x"],this.uniforms="index : f32,",this.size=!0,this.workgroupSize=[128,1,1],this.outputShape=e,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.exclusive=o,this.reverse=n,this.op=t,this.shaderKey=`cum_${this.op}_${this.exclusive}_${this.reverse}`}getUserCode(){let t=this.outputShape.length,e=this.op===Le.Prod?"1.0":"0.0",o=this.exclusive?e:`getX(${Bm(t,"coords",this.op)})`,n=this.outputShape[this.outputShape.length-1],s="",i="";return this.exclusive?(s=this.reverse?`end != ${n-1}`:"end != 0",i=this.reverse?"end + 1":"end - 1"):(s=this.reverse?`end + pow2 < ${n}`:"end >= pow2",i=this.reverse?"end + pow2":"end - pow2"),`
      ${C("index")} {
       if (index < uniforms.size) {
         var coords = getCoordsFromIndex(index);

         let end = ${_m(t,"coords",this.op)};
         var val = ${o};
         let pow2 = i32(pow(2.0, uniforms.index));
         if (${s}) {
           let idx = ${i};
           ${_m(t,"coords",this.op)} = idx;
           val ${this.op}= getX(${Bm(t,"coords",this.op)});
         }
         setOutputAtIndex(index, val);
       }
      }
    `}};function Bm(r,t,e){if(r===1)return`${t}`;if(r===2)return`${t}.x, ${t}.y`;if(r===3)return`${t}.x, ${t}.y, ${t}.z`;if(r===4)return`${t}.x, ${t}.y, ${t}.z, ${t}.w`;throw Error(`Cumulative ${e} for rank ${r} is not yet supported`)}function _m(r,t,e){if(r===1)return`${t}`;if(r===2)return`${t}.y`;if(r===3)return`${t}.z`;if(r===4)return`${t}.w`;throw Error(`Cumulative ${e} for rank ${r} is not yet supported`)}function Un(r,t,e,o,n,s){let i=t.shape.length,a=S.getAxesPermutation([o],i),u=t;a!=null&&(u=gt({inputs:{x:t},backend:e,attrs:{perm:a}}));let l=S.getInnerMostAxes(1,i)[0];if(l!==i-1)throw new Error(`WebGPU cumprod shader expects an inner-most axis=${t.shape.length-1} but got axis=${o}`);let p=u.shape[l],c=ot({inputs:{x:u},backend:e});for(let d=0;d<=Math.ceil(Math.log2(p))-1;d++){let m=new Gr(r,u.shape,!1,s),f=c,g=[{type:"float32",data:[d]}];c=e.runWebGPUProgram(m,[c],c.dtype,g),e.disposeData(f.dataId)}if(n){let d=new Gr(r,u.shape,n,s),m=c,f=[{type:"float32",data:[0]}];c=e.runWebGPUProgram(d,[c],c.dtype,f),e.disposeData(m.dataId)}if(a!=null){let d=S.getUndoAxesPermutation(a),m=gt({inputs:{x:c},backend:e,attrs:{perm:d}});return e.disposeData(c.dataId),e.disposeData(u.dataId),m}return c}function RC(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{axis:s,exclusive:i,reverse:a}=o;return Un(Le.Prod,n,e,s,i,a)}var Om={kernelName:eu,backendName:"webgpu",kernelFunc:RC};function DC(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{axis:s,exclusive:i,reverse:a}=o;return Un(Le.Sum,n,e,s,i,a)}var Um={kernelName:ru,backendName:"webgpu",kernelFunc:DC};function EC(r){let{inputs:t,backend:e,attrs:o}=r,{x:n,weights:s}=t,{size:i,binaryOutput:a}=o,u=n.shape.length===1,p=x.sizeFromShape(s.shape)>0,c=s.dtype,d=u?[n.shape[0]]:[n.shape[0],n.shape[1]],m=u?[i]:[n.shape[0],i],f=tt({backend:e,attrs:{shape:m,value:0,dtype:c}}),g=new fr(d,p,a),h=[{type:"int32",data:[i]}],y=p?[n,s]:[n];return e.runWebGPUProgram(g,y,c,h,f)}var Wm={kernelName:nu,backendName:"webgpu",kernelFunc:EC};var Wn=class{constructor(t,e){this.variableNames=["x"],this.workgroupSize=[64,1,1],this.size=!0,this.uniforms="blockSize : i32,",this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey=`depthToSpace_${e}`,this.dataFormat=e}getUserCode(){return`
      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          let b = coords[0];
          let h = ${this.getHeightCoordString()};
          let w = ${this.getWidthCoordString()};
          let d = ${this.getDepthCoordString()};

          let in_h = h / uniforms.blockSize;
          let offset_h = h % uniforms.blockSize;
          let in_w = w / uniforms.blockSize;
          let offset_w = w % uniforms.blockSize;
          let offset_d = (offset_h * uniforms.blockSize + offset_w) *
            ${this.getOutputDepthSize()};
          let in_d = d + offset_d;

          let rlt = ${this.getInputSamplingString()};
          setOutputAtIndex(index, rlt);
        }
      }`}getHeightCoordString(){return this.dataFormat==="NHWC"?"coords[1]":"coords[2]"}getWidthCoordString(){return this.dataFormat==="NHWC"?"coords[2]":"coords[3]"}getDepthCoordString(){return this.dataFormat==="NHWC"?"coords[3]":"coords[1]"}getOutputDepthSize(){return this.dataFormat==="NHWC"?"uniforms.outShape[3]":"uniforms.outShape[1]"}getInputSamplingString(){return this.dataFormat==="NHWC"?"getX(b, in_h, in_w, in_d)":"getX(b, in_d, in_h, in_w)"}};function AC(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{blockSize:s,dataFormat:i}=o,a=n.shape[0],u=i==="NHWC"?n.shape[1]:n.shape[2],l=i==="NHWC"?n.shape[2]:n.shape[3],p=i==="NHWC"?n.shape[3]:n.shape[1],c=u*s,d=l*s,m=p/(s*s),f=i==="NHWC"?[a,c,d,m]:[a,m,c,d],g=[{type:"int32",data:[s]}],h=new Wn(f,i);return e.runWebGPUProgram(h,[n],n.dtype,g)}var Vm={kernelName:su,backendName:"webgpu",kernelFunc:AC};var Vn=class{constructor(t,e,o,n=!1,s=null,i=!1){this.variableNames=["x","W"],this.uniforms="pads : vec2<i32>, inDims : vec2<i32>,",this.workgroupSize=[16,16,1],this.outputShape=t,this.dispatchLayout={x:[3],y:[2],z:[0,1]},this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),n&&this.variableNames.push("bias"),i&&this.variableNames.push("preluActivationWeights"),this.addBias=n,this.activation=s,this.hasPreluActivation=i,this.filterHeight=e,this.filterWidth=o,this.shaderKey=`depthwiseNCHW_${this.activation}_${this.filterHeight}_${this.filterWidth}`}getUserCode(){let t=this.filterWidth*this.filterHeight,e=this.workgroupSize[0]*this.workgroupSize[1]*this.workgroupSize[2],o=this.workgroupSize[1]+this.filterHeight-1,n=this.workgroupSize[0]+this.filterWidth-1;return`
      ${pt(this.activation,this.hasPreluActivation,!1,4)}

      var<workgroup> mm_Asub : array<array<f32, ${n}>, ${o}>;
      var<workgroup> mm_Bsub : array<array<f32, ${this.filterWidth}>, ${this.filterHeight}>;
      fn readX(batch : i32, channel : i32, row : i32, col : i32) -> f32 {
        var value = 0.0;
        if (row >=0 && row < uniforms.inDims[0] && col >=0 && col < uniforms.inDims[1])
        {
          value = getX(batch, channel, row, col);
        }
        return value;
      }

      ${C()} {
        let coords = getOutputCoords();
        let batch = coords[0];
        let xRCCorner = vec2<i32>(coords.zw) - uniforms.pads;
        let channelMul = uniforms.wShape[3];
        let d1 = coords[1] / channelMul;
        let q = coords[1] % channelMul;

        let inputRowStart = xRCCorner.x;
        let inputColStart = xRCCorner.y;

        let localRow = i32(localId.y);
        let localCol = i32(localId.x);

        // Load one tile of X into local memory.
        for (var inputRow = localRow; inputRow < ${o}; inputRow = inputRow + ${this.workgroupSize[1]}) {
          for (var inputCol = localCol; inputCol < ${n}; inputCol = inputCol + ${this.workgroupSize[0]}) {
            let rowOffset = inputRow - localRow;
            let colOffset = inputCol - localCol;
            mm_Asub[inputRow][inputCol] = readX(batch, d1, inputRowStart + rowOffset, inputColStart + colOffset);
          }
        }

        // Load one tile of W into local memory.
        var wIndex = i32(localIndex);
        ${t<e?`if (wIndex < ${t})`:`for(; wIndex < ${t}; wIndex = wIndex + ${e})`}

        {
          let wRow = wIndex / ${this.filterWidth};
          let wCol = wIndex % ${this.filterWidth};
          mm_Bsub[wRow][wCol] = getW(wRow, wCol, d1, q);
        }

        workgroupBarrier();

        var value = 0.0;
        for (var wR = 0; wR < ${this.filterHeight}; wR = wR + 1) {
          for (var wC = 0; wC < ${this.filterWidth}; wC = wC + 1) {
            let xVal = mm_Asub[localRow + wR][localCol + wC];
            let wVal = mm_Bsub[wR][wC];
            value = fma(xVal, wVal, value);
          }
        }
        ${$t(this.addBias,this.activation)}
        if (coordsInBounds4D(coords, uniforms.outShape)) {
          setOutputAtCoords(coords[0], coords[1], coords[2], coords[3], value);
        }
      }
    `}};var gr=class{constructor(t,e=!1,o=null,n=!1){this.variableNames=["x","W"],this.uniforms="pads : vec2<i32>, inDims : vec2<i32>, virtualWidth : i32,",this.workgroupSize=[64,1,1],this.workPerThread=4,this.outputComponent=4,this.outputShape=t.outShape,this.virtualWidth=Math.ceil(this.outputShape[2]/this.workPerThread)*this.workPerThread;let s=[this.outputShape[0],this.outputShape[1],this.virtualWidth,this.outputShape[3]];this.dispatchLayout=k(s),this.dispatch=I(this.dispatchLayout,s,this.workgroupSize,[this.outputComponent*this.workPerThread,1,1]),x.assert(t.dataFormat==="channelsLast",()=>"TODO: NCHW is unimplemented"),e&&this.variableNames.push("bias"),n&&this.variableNames.push("preluActivationWeights"),this.convInfo=t,this.addBias=e,this.activation=o,this.hasPreluActivation=n,this.shaderKey=`depthwiseVec4_${o}_${this.convInfo.filterHeight}_${this.convInfo.filterWidth}_${this.convInfo.strideHeight}_${this.convInfo.strideWidth}_${this.workPerThread}`}getUserCode(){let t=(this.workPerThread-1)*this.convInfo.strideWidth+this.convInfo.filterWidth,e=this.convInfo.strideHeight,o=this.convInfo.strideWidth;return`
      ${pt(this.activation,this.hasPreluActivation,!0,4)}
      fn readX(batch : i32, row : i32, col : i32, channel : i32) -> vec4<f32> {
        var value = vec4<f32>(0.0);
        if (col >=0 && col < uniforms.inDims[1]) {
          value = getX(batch, row, col, channel);
        }
        return value;
      }

      ${C("index")} {
        let width0 = uniforms.outShape[3] / ${this.outputComponent};
        let d1 = (index % width0) * ${this.outputComponent};
        var index1 = index / width0;
        let width1 = uniforms.virtualWidth / ${this.workPerThread};
        let c = (index1 % width1) * ${this.workPerThread};
        index1 = index1 / width1;
        let r = index1 % uniforms.outShape[1];
        let batch = index1 / uniforms.outShape[1];

        let xRCCorner = vec2<i32>(r, c) * vec2<i32>(${e}, ${o}) - uniforms.pads;

        let xRCorner = xRCCorner.x;
        let xCCorner = xRCCorner.y;
        var xVals : array<vec4<f32>, ${t}>;
        var dotProd : array<vec4<f32>, ${this.workPerThread}>;
        for (var i = 0; i < ${this.workPerThread}; i++) {
          dotProd[i] = vec4<f32>(0.0);
        }

        // Use constant instead of uniform can give better performance.
        for (var wR = 0; wR < ${this.convInfo.filterHeight}; wR = wR + 1) {
          let xR = xRCorner + wR;
          if (xR >=0 && xR < uniforms.inDims[0]) {
            for (var i = 0; i < ${t}; i++) {
              xVals[i] = readX(batch, xR, xCCorner + i, d1);
            }
            for (var wC = 0; wC < ${this.convInfo.filterWidth}; wC = wC + 1) {
              let wValue = getW(wR, wC, d1, 0);
              for (var i = 0; i < ${this.workPerThread}; i++) {
                dotProd[i] = fma(xVals[i * ${o} + wC], wValue, dotProd[i]);
              }
            }
          }
        }

        for (var i = 0; i < ${this.workPerThread}; i = i + 1) {
          let coords = vec4<i32>(batch, r, c + i, d1);
          if (coordsInBounds4D(coords, uniforms.outShape)) {
            var value = dotProd[i];
            ${$t(this.addBias,this.activation)}
            setOutputAtCoords(coords[0], coords[1], coords[2], coords[3], value);
          }
        }
      }
    `}};var xr=class{constructor(t,e=!1,o=null,n=!1){this.variableNames=["x","W"],this.uniforms=`pads : vec2<i32>, inDims : vec2<i32>, filterHeight : i32,
      filterWidth : i32, strides : vec2<i32>, dilations : vec2<i32>,`,this.workgroupSize=[256,1,1],this.size=!0,this.outputShape=t.outShape,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.isChannelsLast=t.dataFormat==="channelsLast",e&&this.variableNames.push("bias"),n&&this.variableNames.push("preluActivationWeights"),this.convInfo=t,this.addBias=e,this.activation=o,this.hasPreluActivation=n,this.shaderKey=`depthwise_${this.activation}_${this.isChannelsLast}`}getUserCode(){let t=this.isChannelsLast?"getX(batch, xR, xC, d1);":"getX(batch, d1, xR, xC);";return`
      ${pt(this.activation,this.hasPreluActivation,!1,4)}

      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getOutputCoords();
          let batch = coords[0];
          let xRCCorner = vec2<i32>(coords.${this.isChannelsLast?"yz":"zw"}) * uniforms.strides - uniforms.pads;
          let d2 = coords[${this.isChannelsLast?3:1}];
          let channelMul = uniforms.wShape[3];
          let d1 = d2 / channelMul;
          let q = d2 % channelMul;

          let inputRowStart = xRCCorner.x;
          let inputColStart = xRCCorner.y;
          let inputRowEnd = inputRowStart + uniforms.filterHeight *
              uniforms.dilations[0];
          let inputColEnd = inputColStart + uniforms.filterWidth *
              uniforms.dilations[1];

          // Convolve x(?, ?, d1)|x(d1, ?, ?) with w(:, :, d1, q) to get
          // y(yR, yC, d2)|y(d2, yR, yC). ? = to be determined. : = across all
          // values in that axis. x(?, ?, d1) and y(yR, yC, d2) is for NHWC.
          // x(d1, ?, ?) and y(d2, yR, yC) is for NCHW.
          var value = 0.0;

          // Extract if checking out of for loop for performance.
          if (inputRowStart >= 0 && inputColStart >= 0 &&
            inputRowEnd < uniforms.inDims[0] &&
                inputColEnd < uniforms.inDims[1]) {
              for (var wR = 0; wR < uniforms.filterHeight; wR = wR + 1) {
                let xR = inputRowStart + wR * uniforms.dilations[0];

                for (var wC = 0; wC < uniforms.filterWidth; wC = wC + 1) {
                  let xC = inputColStart + wC * uniforms.dilations[1];

                  let xVal = ${t};
                  let wVal = getW(wR, wC, d1, q);
                  value = value + xVal * wVal;
                }
              }
            } else {
              for (var wR = 0; wR < uniforms.filterHeight; wR = wR + 1) {
                let xR = inputRowStart + wR * uniforms.dilations[0];

                if (xR < 0 || xR >= uniforms.inDims[0]) {
                  continue;
                }

                for (var wC = 0; wC < uniforms.filterWidth; wC = wC + 1) {
                  let xC = inputColStart + wC * uniforms.dilations[1];

                  if (xC < 0 || xC >= uniforms.inDims[1]) {
                    continue;
                  }

                  let xVal = ${t};
                  let wVal = getW(wR, wC, d1, q);
                  value = value + xVal * wVal;
                }
              }
            }
            ${$t(this.addBias,this.activation)}
          setOutputAtCoords(coords[0], coords[1], coords[2], coords[3], value);
        }
      }
    `}};function $C(r){let{inputs:t,backend:e,attrs:o}=r,{x:n,filter:s}=t,{strides:i,pad:a,dataFormat:u,dilations:l,dimRoundingMode:p}=o,c=S.convertConv2DDataFormat(u),d=l;d==null&&(d=[1,1]);let m=S.computeConv2DInfo(n.shape,s.shape,i,d,a,p,!0,c),f=[{type:"int32",data:[m.padInfo.top,m.padInfo.left]},{type:"int32",data:[m.inHeight,m.inWidth]}],g=m.dataFormat==="channelsLast",h;return!g&&m.inHeight>16&&m.inWidth>16&&m.strideHeight===1&&m.strideWidth===1&&m.dilationWidth===1&&m.dilationHeight===1&&m.inChannels===m.outChannels?h=new Vn(m.outShape,m.filterHeight,m.filterWidth):g&&m.outHeight>4&&m.outWidth>4&&m.strideWidth<=2&&m.inChannels===m.outChannels&&m.dilationHeight===1&&m.dilationWidth===1&&m.inChannels%4===0?(h=new gr(m),f.push({type:"int32",data:[h.virtualWidth]})):(h=new xr(m),f.push({type:"int32",data:[m.filterHeight]},{type:"int32",data:[m.filterWidth]},{type:"int32",data:[m.strideHeight,m.strideWidth]},{type:"int32",data:[m.dilationHeight,m.dilationWidth]})),e.runWebGPUProgram(h,[n,s],n.dtype,f)}var Gm={kernelName:iu,backendName:"webgpu",kernelFunc:$C};var Gn=class{constructor(t){this.variableNames=["x","dy"],this.uniforms=`strides : vec2<i32>, pads : vec2<i32>, filterDims : vec2<i32>, outHeight : i32,
      outWidth : i32, inHeight : i32, inWidth : i32, batchSize : i32, channelMul : i32,`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.filterShape,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="depthwise_conv2d_backprop_filter"}getUserCode(){return`
      ${C("index")} {
      if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let wR = coords[0];
        let wC = coords[1];
        let d1 = coords[2];
        let dm = coords[3];
        let d2 = d1 * uniforms.channelMul + dm;

        var dotProd = 0.0;
        for (var b = 0; b < uniforms.batchSize; b++) {
          for (var yR = 0; yR < uniforms.outHeight; yR++) {
            let xR = wR + yR * uniforms.strides[0] - uniforms.pads[0];

            if (xR < 0 || xR >= uniforms.inHeight) {
              continue;
            }

            for (var yC = 0; yC < uniforms.outWidth; yC++) {
              let xC = wC + yC * uniforms.strides[1] - uniforms.pads[1];

              if (xC < 0 || xC >= uniforms.inWidth) {
                continue;
              }

              let dyValue = getDy(b, yR, yC, d2);
              let xValue = getX(b, xR, xC, d1);
              dotProd += xValue * dyValue;
            }
          }
        }
        setOutputAtIndex(index, dotProd);
      }
    }
    `}},Hn=class{constructor(t){this.variableNames=["dy","W"],this.uniforms=`strides : vec2<i32>, pads : vec2<i32>, filterDims : vec2<i32>,
       outHeight : i32, outWidth : i32, channelMul : i32,`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.inShape,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="depthwise_conv2d_backprop_input"}getUserCode(){return`
      ${C("index")} {
      if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let batch = coords[0];
        let d1 = coords[3];
        let dyCorner = coords.yz - uniforms.pads;
        let dyRCorner = dyCorner.x;
        let dyCCorner = dyCorner.y;

        var dotProd = 0.0;
        for (var wR = 0; wR < uniforms.filterDims[0]; wR++) {
          let dyR = f32(dyRCorner + wR) / f32(uniforms.strides[0]);

          if (dyR < 0.0 || dyR >= f32(uniforms.outHeight) || fract(dyR) > 0.0) {
            continue;
          }

          let idyR = i32(dyR);
          let wRPerm = uniforms.filterDims[0] - 1 - wR;

          for (var wC = 0; wC < uniforms.filterDims[1]; wC++) {
            let dyC = f32(dyCCorner + wC) / f32(uniforms.strides[1]);

            if (dyC < 0.0 || dyC >= f32(uniforms.outWidth) || fract(dyC) > 0.0) {
              continue;
            }

            let idyC = i32(dyC);
            let wCPerm = uniforms.filterDims[1] - 1 - wC;

            for (var dm = 0; dm < uniforms.channelMul; dm++) {
              let d2 = d1 * uniforms.channelMul + dm;
              let xValue = getDy(batch, idyR, idyC, d2);
              let wValue = getW(wRPerm, wCPerm, d1, dm);
              dotProd += xValue * wValue;
            }
          }
        }
        setOutputAtIndex(index, dotProd);
      }
    }
    `}};function NC(r){let{inputs:t,backend:e,attrs:o}=r,{x:n,dy:s}=t,{strides:i,dilations:a,pad:u,dimRoundingMode:l,filterShape:p}=o,c=S.computeConv2DInfo(n.shape,p,i,a,u,l,!0),d=new Gn(c),m=[{type:"int32",data:[c.strideHeight,c.strideWidth]},{type:"int32",data:[c.padInfo.top,c.padInfo.left]},{type:"int32",data:[c.filterHeight,c.filterWidth]},{type:"int32",data:[c.outHeight]},{type:"int32",data:[c.outWidth]},{type:"int32",data:[c.inHeight]},{type:"int32",data:[c.inWidth]},{type:"int32",data:[c.batchSize]},{type:"int32",data:[c.outChannels/c.inChannels]}];return e.runWebGPUProgram(d,[n,s],"float32",m)}var Hm={kernelName:au,backendName:"webgpu",kernelFunc:NC};function FC(r){let{inputs:t,backend:e,attrs:o}=r,{dy:n,filter:s}=t,{strides:i,dilations:a,pad:u,dimRoundingMode:l,inputShape:p}=o,c=S.computeConv2DInfo(p,s.shape,i,a,u,l,!0),d=new Hn(c),m=[{type:"int32",data:[c.strideHeight,c.strideWidth]},{type:"int32",data:[c.filterHeight-1-c.padInfo.top,c.filterWidth-1-c.padInfo.left]},{type:"int32",data:[c.filterHeight,c.filterWidth]},{type:"int32",data:[c.outHeight]},{type:"int32",data:[c.outWidth]},{type:"int32",data:[c.outChannels/c.inChannels]}];return e.runWebGPUProgram(d,[n,s],n.dtype,m)}var qm={kernelName:uu,backendName:"webgpu",kernelFunc:FC};var qn=class{constructor(t){this.variableNames=["x"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=[t,t],this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="diag"}getUserCode(){return`
      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getOutputCoords();
          let value = select(0.0, getX(coords[0]), coords[0] == coords[1]);
          setOutputAtIndex(index, value);
        }
      }
    `}};function TC(r){let{inputs:t,backend:e}=r,{x:o}=t,n=[...o.shape,...o.shape],s=x.sizeFromShape(o.shape),i=$({inputs:{x:o},backend:e,attrs:{shape:[s]}}),a=new qn(s),u=e.runWebGPUProgram(a,[i],i.dtype),l=$({inputs:{x:u},backend:e,attrs:{shape:n}});return e.disposeData(i.dataId),e.disposeData(u.dataId),l}var Km={kernelName:lu,backendName:"webgpu",kernelFunc:TC};var Kn=class{constructor(t){this.variableNames=["x","w"],this.uniforms="filterDims: vec2<i32>, pads: vec2<i32>, strides: vec2<i32>, dilations: vec2<i32>",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.outShape,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="dilation2d"}getUserCode(){return`
       ${C("index")} {
         if (index < uniforms.size) {
           let neg_infinity = -3.4e38;
           let coords = getOutputCoords();
           let batch = coords.x;
           let d1 = coords.w;
           let outTopLeftCorner = coords.yz * uniforms.strides - uniforms.pads;
           let hBeg = outTopLeftCorner.x;
           let wBeg = outTopLeftCorner.y;

           var curVal = neg_infinity;
           for (var h = 0; h < uniforms.filterDims[0]; h = h + 1) {
             let hIn = hBeg + h * uniforms.dilations[0];

             if (hIn >= 0 && hIn < uniforms.xShape[1]) {
               for (var w = 0; w < uniforms.filterDims[1]; w = w + 1) {
                 let wIn = wBeg + w * uniforms.dilations[1];

                 if (wIn >= 0 && wIn < uniforms.xShape[2]) {
                   let val = getX(batch, hIn, wIn, d1) + getW(h, w, d1);
                   if (val > curVal) {
                     curVal = val;
                   }
                 }
               }
             }
           }

           setOutputAtIndex(index, curVal);
         }
       }
     `}};function PC(r){let{inputs:t,backend:e,attrs:o}=r,{x:n,filter:s}=t,{strides:i,pad:a,dilations:u}=o,l=S.computeDilation2DInfo(n.shape,s.shape,i,a,"NHWC",u),p=[l.padInfo.top,l.padInfo.left],c=[{type:"int32",data:[l.filterHeight,l.filterWidth]},{type:"int32",data:[...p]},{type:"int32",data:[l.strideHeight,l.strideWidth]},{type:"int32",data:[l.dilationHeight,l.dilationWidth]}],d=new Kn(l);return e.runWebGPUProgram(d,[n,s],n.dtype,c)}var Xm={kernelName:cu,backendName:"webgpu",kernelFunc:PC};var Xn=class{constructor(t,e){if(this.variableNames=["x","w","dy"],this.uniforms="filterDims: vec2<i32>, pads: vec2<i32>, strides: vec2<i32>, dilations: vec2<i32>, dySize: i32,",this.workgroupSize=[64,1,1],this.atomic=!0,this.outputShape=t.inShape,this.dispatchLayout=k(t.outShape),this.dispatch=I(this.dispatchLayout,t.outShape,this.workgroupSize),e!=="float32"&&e!=="int32")throw new Error(`Dilation2DBackpropInput only supports float32 and int32
          types, does not support ${e} type.`);this.type=e,this.shaderKey="dilation2DBackpropInput"}getUserCode(){return`
       ${C("index")} {
         if (index < uniforms.dySize) {
           let coords = getDyCoordsFromIndex(index);
           let b = coords[0];
           let r = coords[1];
           let c = coords[2];
           let d = coords[3];

           let dyCorner = vec2<i32>(r, c) * uniforms.strides - uniforms.pads;
           var curVal = -3.4e38;  // neg_infinity
           var xRMax = 0;
           var xCMax = 0;

           // In the case of multiple argmax branches, we only back-propagate
           // along the last branch, i.e., the one with largest value of
           // 'wR * uniforms.filterDims[1] + wC', similarly to the max-pooling
           // backward routines.
           for (var wR = 0; wR < uniforms.filterDims[0]; wR++) {
             let xR = dyCorner.x + wR * uniforms.dilations[0];

             if (xR >= 0 && xR < uniforms.xShape[1]) {
               for (var wC = 0; wC < uniforms.filterDims[1]; wC++) {
                 let xC = dyCorner.y + wC * uniforms.dilations[1];

                 if (xC >= 0 && xC < uniforms.xShape[2]) {
                   let val = getX(b, xR, xC, d) + getW(wR, wC, d);
                   if (val > curVal) {
                     curVal = val;
                     xRMax = xR;
                     xCMax = xC;
                   }
                 }
               }
             }
           }

           let flatIndexIn = d + uniforms.xShape[3] *
               (xCMax + uniforms.xShape[2] * (xRMax + uniforms.xShape[1] * b));
           let value = getDy(b, r, c, d);
           ${At("&result[flatIndexIn]","value",this.type)}
         }
       }
     `}},jn=class{constructor(t,e,o){if(this.variableNames=["x","w","dy"],this.uniforms="filterDims: vec2<i32>, pads: vec2<i32>, strides: vec2<i32>, dilations: vec2<i32>, dySize: i32,",this.workgroupSize=[64,1,1],this.atomic=!0,this.outputShape=t.filterShape,this.dispatchLayout=k(t.outShape),this.dispatch=I(this.dispatchLayout,t.outShape,this.workgroupSize),o!=="float32"&&o!=="int32")throw new Error(`Dilation2DBackpropFilter only supports float32 and int32
          types, does not support ${o} type.`);this.type=o,this.shaderKey="dilation2DBackpropFilter"}getUserCode(){return`
       ${C("index")} {
         if (index < uniforms.dySize) {
           let coords = getDyCoordsFromIndex(index);
           let b = coords[0];
           let r = coords[1];
           let c = coords[2];
           let d = coords[3];

           let dyCorner = vec2<i32>(r, c) * uniforms.strides - uniforms.pads;
           var curVal = -3.4e38;  // neg_infinity
           var wRMax = 0;
           var wCMax = 0;

           // In the case of multiple argmax branches, we only back-propagate
           // along the last branch, i.e., the one with largest value of
           // 'wR * uniforms.filterDims[1] + wC', similarly to the max-pooling
           // backward routines.
           for (var wR = 0; wR < uniforms.filterDims[0]; wR++) {
             let xR = dyCorner.x + wR * uniforms.dilations[0];

             if (xR >= 0 && xR < uniforms.xShape[1]) {
               for (var wC = 0; wC < uniforms.filterDims[1]; wC++) {
                 let xC = dyCorner.y + wC * uniforms.dilations[1];

                 if (xC >= 0 && xC < uniforms.xShape[2]) {
                   let val = getX(b, xR, xC, d) + getW(wR, wC, d);
                   if (val > curVal) {
                     curVal = val;
                     wRMax = wR;
                     wCMax = wC;
                   }
                 }
               }
             }
           }

           let flatIndexIn = d + uniforms.wShape[2] * (wCMax + wRMax * uniforms.wShape[1]);
           let value = getDy(b, r, c, d);
           ${At("&result[flatIndexIn]","value",this.type)}
         }
       }
     `}};function MC(r){let{inputs:t,backend:e,attrs:o}=r,{x:n,filter:s,dy:i}=t,{strides:a,pad:u,dilations:l}=o,p=S.computeDilation2DInfo(n.shape,s.shape,a,u,"NHWC",l),c=s.dtype,d=new jn(p,s.shape,c),m=[{type:"int32",data:[p.filterHeight,p.filterWidth]},{type:"int32",data:[p.padInfo.top,p.padInfo.left]},{type:"int32",data:[p.strideHeight,p.strideWidth]},{type:"int32",data:[p.dilationHeight,p.dilationWidth]},{type:"int32",data:[x.sizeFromShape(p.outShape)]}],f=tt({backend:e,attrs:{shape:s.shape,value:0,dtype:c}});return e.runWebGPUProgram(d,[n,s,i],c,m,f)}var jm={kernelName:du,backendName:"webgpu",kernelFunc:MC};function zC(r){let{inputs:t,backend:e,attrs:o}=r,{x:n,filter:s,dy:i}=t,{strides:a,pad:u,dilations:l}=o,p=S.computeDilation2DInfo(n.shape,s.shape,a,u,"NHWC",l),c=n.dtype,d=new Xn(p,c),m=[{type:"int32",data:[p.filterHeight,p.filterWidth]},{type:"int32",data:[p.padInfo.top,p.padInfo.left]},{type:"int32",data:[p.strideHeight,p.strideWidth]},{type:"int32",data:[p.dilationHeight,p.dilationWidth]},{type:"int32",data:[x.sizeFromShape(p.outShape)]}],f=tt({backend:e,attrs:{shape:p.inShape,value:0,dtype:c}});return e.runWebGPUProgram(d,[n,s,i],c,m,f)}var Ym={kernelName:pu,backendName:"webgpu",kernelFunc:zC};var Yn=class{constructor(t,e,o){this.variableNames=["Image"],this.uniforms="alpha: f32,",this.workgroupSize=[64,1,1],this.pixelsOpType=ae.DRAW,this.size=!0,this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.type=e,this.textureFormat=o,this.shaderKey=`draw_${e}_${o}`}getUserCode(){let t,e=this.type==="float32"?"value":"value / 255.0";return t=`
      if (uniforms.numChannels == 1) {
        rgba[0] = ${e};
        rgba[1] = ${e};
        rgba[2] = ${e};
      } else {
        rgba[d] = ${e};
      }`,`
       @group(0) @binding(0) var outImage : texture_storage_2d<${this.textureFormat}, write>;
       ${C("index")} {
         if (index < uniforms.size) {
           var rgba = vec4<f32>(0.0, 0.0, 0.0, uniforms.alpha);
           for (var d = 0; d < uniforms.numChannels; d = d + 1) {
             let value = f32(inBuf[index * uniforms.numChannels + d]);
             ${t}
           }
           rgba.x = rgba.x * rgba.w;
           rgba.y = rgba.y * rgba.w;
           rgba.z = rgba.z * rgba.w;
           let coords = getCoordsFromIndex(index);
           textureStore(outImage, vec2<i32>(coords.yx), rgba);
         }
       }
      `}};function LC(r){let{inputs:t,backend:e,attrs:o}=r,{image:n}=t,{canvas:s,options:i}=o,[a,u]=n.shape.slice(0,2),{imageOptions:l}=i||{},p=l?.alpha||1,c=e.device.features.has("bgra8unorm-storage")?"bgra8unorm":"rgba8unorm",d=[a,u],m=new Yn(d,n.dtype,c);s.width=u,s.height=a;let f="webgpu",g=s.getContext(f),h;g||(h=new OffscreenCanvas(u,a),g=h.getContext(f));let y=n.shape.length===3?n.shape[2]:1;g.configure({device:e.device,format:c,usage:GPUTextureUsage.STORAGE_BINDING,alphaMode:"premultiplied"});let w="int32",b=e.makeTensorInfo(d,w),v=e.tensorMap.get(b.dataId);v.resource=g.getCurrentTexture(),v.external=!0;let R=[{type:"uint32",data:[y]},{type:"float32",data:[p]}];if(e.runWebGPUProgram(m,[n],w,R,b),h){let A=s.getContext("2d");if(!A)throw new Error("Please make sure this canvas has only been used for 2d or webgpu context!");A.drawImage(h,0,0)}return e.disposeData(b.dataId),n}var Zm={kernelName:mu,backendName:"webgpu",kernelFunc:LC};var pa=V({opType:M.MUL,cpuKernelImpl:Fd,supportsComplex:!0}),Qm={kernelName:Xe,backendName:"webgpu",kernelFunc:pa};function da(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{axis:s,keepDims:i}=o;return Ft(n,s,i,"sum",e)}var Jm={kernelName:"Sum",backendName:"webgpu",kernelFunc:da};function BC(r){let{inputs:t,backend:e,attrs:o}=r,{equation:n}=o,s=t,{allDims:i,summedDims:a,idDims:u}=S.decodeEinsumEquation(n,s.length);S.checkEinsumDimSizes(i.length,u,s);let{path:l,steps:p}=S.getEinsumComputePath(a,u),c=p.length,d=null,m=i.length,f=[];for(let g=0;g<c;++g){for(let h of p[g]){let{permutationIndices:y,expandDims:w}=S.getEinsumPermutation(m,u[h]),b;S.isIdentityPermutation(y)?b=s[h]:(b=gt({inputs:{x:s[h]},backend:e,attrs:{perm:y}}),f.push(b));let v=b.shape.slice();for(let R=0;R<w.length;++R)v.splice(w[R],0,1);x.arraysEqual(b.shape,v)||(b=$({inputs:{x:b},backend:e,attrs:{shape:v}}),f.push(b)),d===null?d=b:(d=pa({inputs:{a:b,b:d},backend:e}),f.push(d))}g<c-1&&(l[g]>=0&&(d=da({inputs:{x:d},backend:e,attrs:{axis:l[g]-(i.length-m),keepDims:!1}}),f.push(d)),m--)}for(let g of f)g!==d&&e.disposeData(g.dataId);return d}var tf={kernelName:fu,backendName:"webgpu",kernelFunc:BC};var _C=z({opType:D.ELU}),ef={kernelName:"Elu",backendName:"webgpu",kernelFunc:_C};var OC=r=>{let{inputs:t,backend:e}=r,{dy:o,y:n}=t,s=new le(M.ELU_DER,o.shape,n.shape);return e.runWebGPUProgram(s,[o,n],o.dtype)},rf={kernelName:hu,backendName:"webgpu",kernelFunc:OC};var UC=V({opType:M.EQUAL,dtype:"bool",cpuKernelImpl:xd}),of={kernelName:ro,backendName:"webgpu",kernelFunc:UC};var VC=z({opType:D.ERF}),nf={kernelName:"Erf",backendName:"webgpu",kernelFunc:VC};var GC=z({opType:D.EXP,cpuKernelImpl:yd,dtype:"float32"}),sf={kernelName:"Exp",backendName:"webgpu",kernelFunc:GC};function Zn(r){let{inputs:t,attrs:e,backend:o}=r,{dim:n}=e,{input:s}=t,i=s.shape.length,a=s.shape.slice(),u=n;return n<0&&(x.assert(-(i+1)<=n,()=>`Axis must be in the interval [${-(i+1)}, ${i}]`),u=i+n+1),a.splice(u,0,1),$({inputs:{x:s},backend:o,attrs:{shape:a}})}var af={kernelName:gu,backendName:"webgpu",kernelFunc:Zn};var HC=z({opType:D.EXPM1,cpuKernelImpl:wd}),uf={kernelName:oo,backendName:"webgpu",kernelFunc:HC};var Hr=class{constructor(t,e){this.variableNames=["real","imag"],this.outputShape=[],this.uniforms="exponentMultiplier : f32, denominator: f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=e,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.component=t,this.shaderKey=`fft_${t}`}getUserCode(){return`
    fn unaryOpComplex(real: f32, expR: f32, imag: f32, expI: f32) -> f32 {
      ${this.component==="real"?"return real * expR - imag * expI;":"return real * expI + imag * expR;"}
    }

    fn mulMatDFT(batch: i32, index: i32) -> f32 {
      let indexRatio = f32(index) / f32(uniforms.realShape[1]);
      let exponentMultiplierTimesIndexRatio =
          uniforms.exponentMultiplier * indexRatio;

      var result = 0.0;

      for (var i = 0; i < uniforms.realShape[1]; i = i + 1) {
        // x = (-2|2 * PI / N) * index * i;
        let x = exponentMultiplierTimesIndexRatio * f32(i);
        let expR = cos(x);
        let expI = sin(x);
        let real = getReal(batch, i);
        let imag = getImag(batch, i);

        result = result +
            unaryOpComplex(real, expR, imag, expI) / uniforms.denominator;
      }

      return result;
    }

    ${C("index")} {
      if (index < uniforms.size) {
        let coords = getOutputCoords();
        setOutputAtIndex(index, mulMatDFT(coords[0], coords[1]));
      }
    }
  `}};function Qn(r,t,e){let o=e.tensorMap.get(r.dataId),n=x.sizeFromShape(r.shape),s=r.shape[r.shape.length-1],i=n/s,a=[],u=$({inputs:{x:r},backend:e,attrs:{shape:[i,s]}});a.push(u);let l=u.shape,p=new Hr("real",l),c=new Hr("imag",l),d=[{dataId:o.complexTensorInfos.real.dataId,dtype:o.complexTensorInfos.real.dtype,shape:l},{dataId:o.complexTensorInfos.imag.dataId,dtype:o.complexTensorInfos.imag.dtype,shape:l}],m=t?2*Math.PI:-2*Math.PI,f=t?l[1]:1,g=[{type:"float32",data:[m]},{type:"float32",data:[f]}],h=e.runWebGPUProgram(p,d,"float32",g);a.push(h);let y=e.runWebGPUProgram(c,d,"float32",g);a.push(y);let w=zt({inputs:{real:h,imag:y},backend:e});a.push(w);let b=$({inputs:{x:w},backend:e,attrs:{shape:r.shape}});return a.forEach(v=>e.disposeData(v.dataId)),b}function KC(r){let{inputs:t,backend:e}=r,{input:o}=t;return Qn(o,!1,e)}var lf={kernelName:"FFT",backendName:"webgpu",kernelFunc:KC};var Jn=class{constructor(t){this.outputShape=[],this.variableNames=["x"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="flipLeftRight"}getUserCode(){return`
      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          let coordX = uniforms.xShape[2] - coords[2] - 1;
          let outputValue = getX(coords[0], coords[1], coordX, coords[3]);
          setOutputAtIndex(index, outputValue);
        }
      }
    `}};var cf={kernelName:xu,backendName:"webgpu",kernelFunc:({inputs:r,backend:t})=>{let{image:e}=r,o=t,n=new Jn(e.shape);return o.runWebGPUProgram(n,[e],e.dtype)}};var XC=z({opType:D.FLOOR,cpuKernelImpl:bd}),pf={kernelName:so,backendName:"webgpu",kernelFunc:XC};var jC=V({opType:M.FLOOR_DIV,cpuKernelImpl:Sd,dtype:"int32"}),df={kernelName:qe,backendName:"webgpu",kernelFunc:jC};var ts=class{constructor(t,e,o=!1){this.pixelsOpType=ae.FROM_PIXELS,this.outputShape=[0],this.variableNames=[],this.workgroupSize=[256,1,1],this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize,[e,1,1]),this.importVideo=o,this.shaderKey=`fromPixels_${this.importVideo}`}getUserCode(){let t=this.importVideo?"textureLoad(src, vec2<i32>(coords.yx));":"textureLoad(src, vec2<i32>(coords.yx), 0)";return`
      @binding(1) @group(0) var src: ${this.importVideo?"texture_external":"texture_2d<f32>"};
      ${C("index")} {
        let flatIndex = index * uniforms.numChannels;
        if (flatIndex < uniforms.size) {
          let coords = getCoordsFromIndex(flatIndex);
          let values = ${t};
          for (var i = 0; i < uniforms.numChannels; i = i + 1) {
            result[flatIndex + i] = i32(floor(255.0 * values[i]));
          }
        }
      }
  `}};var mf={kernelName:vl,backendName:"webgpu",kernelFunc:YC},yr,ma=T().getBool("CANVAS2D_WILL_READ_FREQUENTLY_FOR_GPU");function YC(r){let{inputs:t,backend:e,attrs:o}=r,{pixels:n}=t,{numChannels:s}=o;if(n==null)throw new Error("pixels passed to tf.browser.fromPixels() can not be null");let i=typeof HTMLVideoElement<"u"&&n instanceof HTMLVideoElement,a=typeof HTMLImageElement<"u"&&n instanceof HTMLImageElement,u=typeof HTMLCanvasElement<"u"&&n instanceof HTMLCanvasElement||typeof OffscreenCanvas<"u"&&n instanceof OffscreenCanvas,l=typeof ImageBitmap<"u"&&n instanceof ImageBitmap,[p,c]=i?[n.videoWidth,n.videoHeight]:[n.width,n.height],d=[c,p,s],m=T().getBool("WEBGPU_IMPORT_EXTERNAL_TEXTURE")&&i,f=i||a;if(l||u||f){let w;if(m)w=e.device.importExternalTexture({source:n});else{if(f){let at=T().getBool("CANVAS2D_WILL_READ_FREQUENTLY_FOR_GPU");(yr==null||at!==ma)&&(ma=at,yr=document.createElement("canvas").getContext("2d",{willReadFrequently:ma})),yr.canvas.width=p,yr.canvas.height=c,yr.drawImage(n,0,0,p,c),n=yr.canvas}let K=GPUTextureUsage.COPY_DST|GPUTextureUsage.RENDER_ATTACHMENT|GPUTextureUsage.TEXTURE_BINDING,Y=e.textureManager.acquireTexture(d[1],d[0],"rgba8unorm",K);e.queue.copyExternalImageToTexture({source:n},{texture:Y},[d[1],d[0]]),w=Y}let b=x.sizeFromShape(d),v=x.computeStrides(d),R=new ts(d,s,m),A=[{type:"uint32",data:[b]},{type:"uint32",data:[s]},{type:"uint32",data:[...v]}],N=e.makeTensorInfo([c,p],"int32"),L=e.tensorMap.get(N.dataId);L.resource=w;let B=e.runWebGPUProgram(R,[N],"int32",A);return e.disposeData(N.dataId),B}let g=n.data,h=g;if(s!=null&&s!==4){h=new Uint8Array(n.width*n.height*s);let w=g.length,b=0;for(let v=0;v<w;v++)v%4<s&&(h[b++]=g[v])}let y=e.makeTensorInfo(d,"int32",new Int32Array(h));return e.uploadToGPU(y.dataId),y}var es=class{constructor(t,e,o,n,s){this.uniforms="varianceEpsilon : f32,",this.workgroupSize=[128,1,1],this.size=!0,this.variableNames=["x","mean","variance"],S.assertAndGetBroadcastShape(t,e),S.assertAndGetBroadcastShape(t,o),this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),n!=null&&(S.assertAndGetBroadcastShape(t,n),this.variableNames.push("offset")),s!=null&&(S.assertAndGetBroadcastShape(t,s),this.variableNames.push("scale")),this.offsetShape=n,this.scaleShape=s,this.shaderKey="batchNorm"}getUserCode(){let t="0.0";this.offsetShape!=null&&(t="getOffsetByOutputIndex(index)");let e="1.0";return this.scaleShape!=null&&(e="getScaleByOutputIndex(index)"),`
      ${C("index")} {
        if (index < uniforms.size)
        {
          let xValue = getXByOutputIndex(index);
          let meanValue = getMeanByOutputIndex(index);
          let varianValue = getVarianceByOutputIndex(index);
          let offsetValue = ${t};
          let scaleValue = ${e};
          let inv = scaleValue * inverseSqrt(varianValue + f32(uniforms.varianceEpsilon));
          setOutputAtIndex(index,dot(vec3<f32>(xValue, -meanValue, offsetValue), vec3<f32>(inv, inv, 1.0)));
        }
      }
  `}};var ff={kernelName:yu,backendName:"webgpu",kernelFunc:({inputs:r,attrs:t,backend:e})=>{let{x:o,scale:n,offset:s,mean:i,variance:a}=r,{varianceEpsilon:u}=t,l=e,p=[o,i,a],c=null;s!=null&&(c=s.shape,p.push(s));let d=null;n!=null&&(d=n.shape,p.push(n));let m=new es(o.shape,i.shape,a.shape,c,d),f=[{type:"float32",data:[u]}];return l.runWebGPUProgram(m,p,o.dtype,f)}};function ZC(r){let{inputs:t,backend:e,attrs:o}=r,{x:n,filter:s,bias:i,preluActivationWeights:a}=t,{strides:u,pad:l,dataFormat:p,dilations:c,dimRoundingMode:d,activation:m,leakyreluAlpha:f}=o,g=S.convertConv2DDataFormat(p),h=S.computeConv2DInfo(n.shape,s.shape,u,c,l,d,!1,g);return Tn({x:n,filter:s,convInfo:h,backend:e,bias:i,preluActivationWeights:a,leakyreluAlpha:f,activation:m})}var hf={kernelName:Dl,backendName:"webgpu",kernelFunc:ZC};function QC(r){let{inputs:t,backend:e,attrs:o}=r,{x:n,filter:s,bias:i,preluActivationWeights:a}=t,{strides:u,pad:l,dilations:p,dimRoundingMode:c,activation:d,leakyreluAlpha:m}=o,f=p;f==null&&(f=[1,1]),x.assert(S.eitherStridesOrDilationsAreOne(u,f),()=>`Error in depthwiseConv2d: Either strides or dilations must be 1. Got strides ${u} and dilations '${f}'`);let g=S.computeConv2DInfo(n.shape,s.shape,u,f,l,c,!0),h=[n,s],y=i!=null,w=a!=null;y&&h.push(i),w&&h.push(a);let b=[{type:"int32",data:[g.padInfo.top,g.padInfo.left]},{type:"int32",data:[g.inHeight,g.inWidth]}],v;return g.outHeight>4&&g.outWidth>4&&g.strideWidth<=2&&g.inChannels===g.outChannels&&g.dilationHeight===1&&g.dilationWidth===1&&g.inChannels%4===0?(v=new gr(g,y,d,w),b.push({type:"int32",data:[v.virtualWidth]})):(v=new xr(g,y,d,w),b.push({type:"int32",data:[g.filterHeight]},{type:"int32",data:[g.filterWidth]},{type:"int32",data:[g.strideHeight,g.strideWidth]},{type:"int32",data:[g.dilationHeight,g.dilationWidth]})),d==="leakyrelu"&&(b.push({type:"float32",data:[m]}),v.uniforms+=" alpha : f32,"),e.runWebGPUProgram(v,h,"float32",b)}var gf={kernelName:El,backendName:"webgpu",kernelFunc:QC};var rs=class{constructor(t,e){this.variableNames=["A","indices"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=e,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey=`gathernd_${t}`,this.sliceDim=t,this.uniforms=`sliceDim : i32, strides : ${X(t)},`}getUserCode(){let t;return this.sliceDim>1?t="uniforms.strides[j]":t="uniforms.strides",`
      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          var flattenIndex = 0;
          for (var j = 0; j < uniforms.sliceDim; j = j + 1) {
            let indexTemp = i32(round(getIndices(coords[0], j)));
            let strideNum = ${t};
            flattenIndex = flattenIndex + indexTemp * strideNum;
          }

          setOutputAtIndex(index, getA(flattenIndex, coords[1]));
        }
      }
      `}};function JC(r){let{inputs:t,backend:e}=r,{params:o,indices:n}=t,s=n.shape,i=s[s.length-1],a=x.sizeFromShape(o.shape),[u,l,p,c]=S.prepareAndValidate(o,n),d=$({inputs:{x:n},backend:e,attrs:{shape:[l,i]}}),m=$({inputs:{x:o},backend:e,attrs:{shape:[x.sizeFromShape(o.shape)/p,p]}});if(e.shouldExecuteOnCPU([o,n])||o.dtype==="string"){let w=e.readSync(n.dataId),b=e.bufferSync(o),v=Cd(w,b,o.dtype,l,i,p,c,o.shape,a);return e.makeTensorInfo(u,o.dtype,v.values)}let f=new rs(i,[l,p]),g=[{type:"int32",data:[i]},{type:"int32",data:c}],h=e.runWebGPUProgram(f,[m,d],m.dtype,g),y=$({inputs:{x:h},backend:e,attrs:{shape:u}});return e.disposeData(d.dataId),e.disposeData(m.dataId),e.disposeData(h.dataId),y}var xf={kernelName:bu,backendName:"webgpu",kernelFunc:JC};var os=class{constructor(t,e){this.variableNames=["A","indices"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.slice(),this.aShape=t,this.outputShape=e,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="gather"}getUserCode(){let t=t0(this.aShape);return`
      ${C("index")} {
        if (index < uniforms.size) {
          let resRC = getCoordsFromIndex(index);
          let indexZ = i32(getIndices(resRC.x, resRC.z));
          let inBounds = select(0.0, 1.0, indexZ >= 0 && indexZ < uniforms.aShape[2]);
          setOutputAtIndex(index, inBounds * getA(${t}));
        }
      }
    `}};function t0(r){let t=["resRC.x","resRC.y","resRC.z","resRC.w"],e=[];for(let o=0;o<r.length;o++)o===2?e.push("indexZ"):e.push(`${t[o]}`);return e.join()}function fa(r){let{inputs:t,backend:e,attrs:o}=r,{x:n,indices:s}=t,{axis:i,batchDims:a}=o,u=x.parseAxisParam(i,n.shape)[0],l=S.segment_util.collectGatherOpShapeInfo(n,s,u,a),p=x.sizeFromShape(s.shape),c=[],d=$({inputs:{x:n},backend:e,attrs:{shape:[l.batchSize,l.outerSize,l.dimSize,l.sliceSize]}}),m=$({inputs:{x:s},backend:e,attrs:{shape:[l.batchSize,p/l.batchSize]}});c.push(d),c.push(m);let f=[l.batchSize,l.outerSize,p/l.batchSize,l.sliceSize];if(e.shouldExecuteOnCPU([n,s])){let b=e.tensorMap.get(m.dataId).values,v=q(m.shape,m.dtype,b),A=e.tensorMap.get(d.dataId).values,N=q(d.shape,d.dtype,A),L=Id(N,v,f);return c.forEach(B=>e.disposeData(B.dataId)),e.makeTensorInfo(l.outputShape,L.dtype,L.values)}let g=new os(d.shape,f),h=e.runWebGPUProgram(g,[d,m],d.dtype);c.push(h);let y=$({inputs:{x:h},backend:e,attrs:{shape:l.outputShape}});return c.forEach(w=>e.disposeData(w.dataId)),y}var yf={kernelName:wu,backendName:"webgpu",kernelFunc:fa};var e0=V({opType:M.GREATER,cpuKernelImpl:kd,dtype:"bool"}),wf={kernelName:io,backendName:"webgpu",kernelFunc:e0};var r0=V({opType:M.GREATER_EQUAL,dtype:"bool",cpuKernelImpl:vd}),bf={kernelName:ao,backendName:"webgpu",kernelFunc:r0};function o0(r){let{inputs:t,backend:e}=r,{input:o}=t;return Qn(o,!0,e)}var Sf={kernelName:Su,backendName:"webgpu",kernelFunc:o0};var n0=z({opType:D.IS_FINITE,dtype:"bool"}),Cf={kernelName:Iu,backendName:"webgpu",kernelFunc:n0};var s0=z({opType:D.IS_INF,dtype:"bool"}),If={kernelName:vu,backendName:"webgpu",kernelFunc:s0};var i0=z({opType:D.IS_NAN,dtype:"bool"}),vf={kernelName:ku,backendName:"webgpu",kernelFunc:i0};function a0(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{alpha:s}=o,i=[{type:"float32",data:[s]}],a=new Nt(n.shape,D.LEAKYRELU,"alpha : f32,");return e.runWebGPUProgram(a,[n],"float32",i)}var kf={kernelName:uo,backendName:"webgpu",kernelFunc:a0};var u0=V({opType:M.LESS,dtype:"bool",cpuKernelImpl:Dd}),Rf={kernelName:lo,backendName:"webgpu",kernelFunc:u0};var l0=V({opType:M.LESS_EQUAL,dtype:"bool",cpuKernelImpl:Rd}),Df={kernelName:co,backendName:"webgpu",kernelFunc:l0};var ns=class{constructor(t){this.variableNames=[],this.outputShape=[],this.uniforms="start : f32, step : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=[t],this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="linSpace"}getUserCode(){return`
      ${C("index")} {
        if (index < uniforms.size) {
          setOutputAtIndex(index, uniforms.start + f32(index) * uniforms.step);
        }
      }
    `}};function c0(r){let{backend:t,attrs:e}=r,{start:o,stop:n,num:s}=e,i=(n-o)/(s-1),a=new ns(s),u=[{type:"float32",data:[o]},{type:"float32",data:[i]}];return t.runWebGPUProgram(a,[],"float32",u)}var Ef={kernelName:Ru,backendName:"webgpu",kernelFunc:c0};var p0=z({opType:D.LOG,cpuKernelImpl:Ed}),Af={kernelName:"Log",backendName:"webgpu",kernelFunc:p0};var d0=z({opType:D.LOG1P}),$f={kernelName:Du,backendName:"webgpu",kernelFunc:d0};var m0=V({opType:M.LOGICAL_AND,dtype:"bool"}),Nf={kernelName:Eu,backendName:"webgpu",kernelFunc:m0};var f0=z({opType:D.LOGICAL_NOT}),Ff={kernelName:Au,backendName:"webgpu",kernelFunc:f0};var h0=V({opType:M.LOGICAL_OR}),Tf={kernelName:$u,backendName:"webgpu",kernelFunc:h0};var Pf=`
  var powValue = 0.0;
  let basis = uniforms.bias + uniforms.alpha * sum;
  if (uniforms.beta == 0.5) {
    powValue = inverseSqrt(basis);
  } else if (uniforms.beta == 1.0) {
    powValue = 1.0 / basis;
  } else {
    powValue = exp(log(basis) * (-uniforms.beta));
  }
`,ss=class{constructor(t){this.outputShape=[],this.variableNames=["x"],this.uniforms="radius : i32, bias : f32, alpha : f32, beta : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="lrn"}getUserCode(){return`
    ${C("index")} {
      if (index < uniforms.size) {
        let coords = getOutputCoords();
        let b = coords[0];
        let r = coords[1];
        let c = coords[2];
        let d = coords[3];

        let x = getX(b, r, c, d);
        var sum = 0.0;
        for (var i = -uniforms.radius; i <= uniforms.radius; i = i + 1) {
          let idx = d + i;
          if (idx >= 0 && idx < uniforms.xShape[3]) {
            let z = getX(b, r, c, idx);
            sum = sum + z * z;
          }
        }
        ${Pf}

        setOutputAtIndex(index, x * powValue);
      }
    }
  `}},is=class{constructor(t,e){this.outputShape=[],this.variableNames=["x"],this.uniforms="radius : i32, bias : f32, alpha : f32, beta : f32,",this.workgroupSize=[256,1,1],this.maxAllowRadius=16,x.assert(e<=this.maxAllowRadius,()=>`Radius must be less than or equal to ${this.maxAllowRadius}, current radius is ${e}`),this.outputShape=t,this.elementsPerWorkgroup=this.workgroupSize[0]-2*this.maxAllowRadius,this.dispatchLayout={x:[3],y:[2],z:[0,1]},this.dispatch=I(this.dispatchLayout,this.outputShape,[this.elementsPerWorkgroup,this.workgroupSize[1],this.workgroupSize[2]]),this.shaderKey="lrn_shared"}getUserCode(){return`
    var <workgroup>lrnSub: array<f32, ${this.workgroupSize[0]}>;
    const elementsPerWorkgroup = ${this.elementsPerWorkgroup};
    const maxAllowRadius = ${this.maxAllowRadius};

    ${C()} {
      let localDepth = i32(localId.x);
      let workgroupDepth = i32(workgroupId.x) * elementsPerWorkgroup;
      let xDepth = workgroupDepth + localDepth - maxAllowRadius;
      let b = i32(globalId.z) / uniforms.xShape[1];
      let r = i32(globalId.z) - b * uniforms.xShape[1];
      let c = i32(globalId.y);
      let d = workgroupDepth + localDepth;

      var x = 0.0;
      if (xDepth >= 0 && xDepth < uniforms.xShape[3]) {
        x = getX(b, r, c, xDepth);
      }
      lrnSub[localDepth] = x;
      workgroupBarrier();

      if (localDepth < elementsPerWorkgroup && d < uniforms.outShape[3]) {
        var sum = 0.0;
        let index = localDepth + maxAllowRadius;
        for (var i = -uniforms.radius; i <= uniforms.radius; i = i + 1) {
          let z = lrnSub[index + i];
          sum = sum + z * z;
        }
        ${Pf}

        setOutputAtCoords(b, r, c, d, lrnSub[index] * powValue);
      }
    } `}};function x0(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{depthRadius:s,bias:i,alpha:a,beta:u}=o,l;s>16?l=new ss(n.shape):l=new is(n.shape,s);let p=[{type:"int32",data:[s]},{type:"float32",data:[i]},{type:"float32",data:[a]},{type:"float32",data:[u]}];return e.runWebGPUProgram(l,[n],n.dtype,p)}var Mf={kernelName:"LRN",backendName:"webgpu",kernelFunc:x0};var as=class{constructor(t){this.outputShape=[],this.variableNames=["inputImage","outputImage","dy"],this.uniforms="depthRadius : i32, bias : f32, alpha : f32, beta : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="lrn_grad"}getUserCode(){return`
    ${C("index")} {
      if (index < uniforms.size) {
        let coords = getOutputCoords();
        let b = coords[0];
        let r = coords[1];
        let c = coords[2];

        let MIN_DEPTH_BEGIN = 0;
        let MAX_DEPTH_END = uniforms.outShape[3];
        var result = 0.0;
        for (var d = MIN_DEPTH_BEGIN; d < MAX_DEPTH_END; d++) {
          let depthBegin = max(MIN_DEPTH_BEGIN, d - uniforms.depthRadius);
          let depthEnd = min(MAX_DEPTH_END, d + uniforms.depthRadius + 1);

          var norm = 0.0;
          for (var k = MIN_DEPTH_BEGIN; k < MAX_DEPTH_END; k++) {
            if (k < depthBegin) {
              continue;
            } else if (k >= depthBegin && k < depthEnd) {
              norm += getInputImage(b, r, c, k) * getInputImage(b, r, c, k);
            } else {
              break;
            }
          }

          norm = uniforms.alpha * norm + uniforms.bias;

          for (var k = MIN_DEPTH_BEGIN; k < MAX_DEPTH_END; k++) {
            if (k < depthBegin) {
              continue;
            } else if (k >= depthBegin && k < depthEnd) {
              var dyi = -2.0 * uniforms.alpha * uniforms.beta
                * getInputImage(b, r, c, k) * getOutputImage(b, r, c, d) / norm;
              if (k == d) {
                dyi += pow(norm, -1.0 * uniforms.beta);
              }
              if (k == coords[3]) {
                dyi *= getDy(b, r, c, d);
                result += dyi;
              }
            } else {
              break;
            }
          }
        }

        setOutputAtIndex(index, result);
      }
    }
  `}};function y0(r){let{inputs:t,backend:e,attrs:o}=r,{x:n,y:s,dy:i}=t,{depthRadius:a,bias:u,alpha:l,beta:p}=o,c=new as(n.shape),d=[{type:"int32",data:[a]},{type:"float32",data:[u]},{type:"float32",data:[l]},{type:"float32",data:[p]}];return e.runWebGPUProgram(c,[n,s,i],n.dtype,d)}var zf={kernelName:Nu,backendName:"webgpu",kernelFunc:y0};var w0=V({opType:M.MAX,cpuKernelImpl:$d}),Lf={kernelName:Ke,backendName:"webgpu",kernelFunc:w0};function b0(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{filterSize:s,strides:i,pad:a,dimRoundingMode:u}=o,p=S.computePool2DInfo(n.shape,s,i,1,a,u);return bn(n,p,"max",e)}var Bf={kernelName:Fu,backendName:"webgpu",kernelFunc:b0};function S0(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{filterSize:s,strides:i,pad:a,dataFormat:u,dimRoundingMode:l}=o,p=[1,1,1],c=S.computePool3DInfo(n.shape,s,i,p,a,l,u),d=new ge(c,"max"),m=[{type:"int32",data:[c.strideDepth,c.strideHeight,c.strideWidth]},{type:"int32",data:[c.padInfo.front,c.padInfo.top,c.padInfo.left]},{type:"int32",data:[c.inDepth,c.inHeight,c.inWidth]},{type:"int32",data:[c.effectiveFilterDepth,c.effectiveFilterHeight,c.effectiveFilterWidth]}];return e.runWebGPUProgram(d,[n],n.dtype,m)}var _f={kernelName:Pu,backendName:"webgpu",kernelFunc:S0};var us=class{constructor(t){this.variableNames=["dy","maxPos"],this.uniforms=`strides : vec2<i32>, pads : vec2<i32>, dilations : vec2<i32>, filterDims : vec2<i32>,
       outHeight : i32, outWidth : i32`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.inShape,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="maxPool2DBackprop"}getUserCode(){return`
      ${C("index")} {
      if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let batch = coords[0];
        let d = coords[3];

        let dyRCCorner = vec2<i32>(coords.yz) - uniforms.pads;
        let dyRCorner = dyRCCorner.x;
        let dyCCorner = dyRCCorner.y;

        // Convolve dy(?, ?, d) with pos mask(:, :, d) to get dx(xR, xC, d).
        // ? = to be determined. : = across all values in that axis.
        var dotProd = 0.0;
        let lastIndex = uniforms.filterDims[0] * uniforms.filterDims[1] - 1;
        for (var wR = 0; wR < uniforms.filterDims[0]; wR += uniforms.dilations[0]) {
          let dyR = f32(dyRCorner + wR) / f32(uniforms.strides[0]);

          if (dyR < 0.0 || dyR >= f32(uniforms.outHeight) || fract(dyR) > 0.0) {
            continue;
          }
          let idyR = i32(dyR);

          for (var wC = 0; wC < uniforms.filterDims[1]; wC += uniforms.dilations[1]) {
            let dyC = f32(dyCCorner + wC) / f32(uniforms.strides[1]);

            if (dyC < 0.0 || dyC >= f32(uniforms.outWidth) || fract(dyC) > 0.0) {
              continue;
            }
            let idyC = i32(dyC);

            let dyValue = getDy(batch, idyR, idyC, d);
            let maxPosValue = lastIndex - i32(getMaxPos(batch, idyR, idyC, d));

            // Get the current value, check it against the value from the
            // position matrix.
            let curPosValue = wR * uniforms.filterDims[1] + wC;
            let mask = select(0.0, 1.0, maxPosValue == curPosValue);
            dotProd += dyValue * mask;
          }
        }
        setOutputAtIndex(index, dotProd);
      }
    }
    `}},ls=class{constructor(t){this.variableNames=["dy","maxPos"],this.uniforms=`strides : vec3<i32>, pads : vec3<i32>, filterDims : vec3<i32>,
      outDepth : i32, outHeight : i32, outWidth : i32`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.inShape,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="maxPool3DBackprop"}getUserCode(){return`
      ${C("index")} {
      if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let batch = coords.x;
        let ch = coords.u;

        let dyCorner = vec3<i32>(coords.y, coords.z, coords.w) - uniforms.pads;
        let dyDCorner = dyCorner.x;
        let dyRCorner = dyCorner.y;
        let dyCCorner = dyCorner.z;

        // Convolve dy(?, ?, ?, ch) with pos mask(:, :, :, d) to get
        // dx(xD, xR, xC, ch).
        // ? = to be determined. : = across all values in that axis.
        var dotProd = 0.0;
        let lastIndex = uniforms.filterDims[0] * uniforms.filterDims[1] * uniforms.filterDims[2] - 1;

        for (var wD = 0; wD < uniforms.filterDims[0]; wD++) {
          let dyD = f32(dyDCorner + wD) / f32(uniforms.strides[0]);

          if (dyD < 0.0 || dyD >= f32(uniforms.outDepth) || fract(dyD) > 0.0) {
            continue;
          }
          let idyD = i32(dyD);

          for (var wR = 0; wR < uniforms.filterDims[1]; wR++) {
            let dyR = f32(dyRCorner + wR) / f32(uniforms.strides[1]);

            if (dyR < 0.0 || dyR >= f32(uniforms.outHeight) || fract(dyR) > 0.0) {
              continue;
            }
            let idyR = i32(dyR);

            for (var wC = 0; wC < uniforms.filterDims[2]; wC++) {
              let dyC = f32(dyCCorner + wC) / f32(uniforms.strides[2]);

              if (dyC < 0.0 || dyC >= f32(uniforms.outWidth) || fract(dyC) > 0.0) {
                continue;
              }
              let idyC = i32(dyC);

              let dyValue = getDy(batch, idyD, idyR, idyC, ch);
              let maxPosValue = lastIndex - i32(getMaxPos(batch, idyD, idyR, idyC, ch));

              // Get the current value, check it against the value from the
              // position matrix.
              let curPosValue = wD * uniforms.filterDims[1] * uniforms.filterDims[2] + wR * uniforms.filterDims[2] + wC;
              let mask = select(0.0, 1.0, maxPosValue == curPosValue);
              dotProd += dyValue * mask;
            }
          }
        }

        setOutputAtIndex(index, dotProd);
      }
    }
    `}};function C0(r){let{inputs:t,backend:e,attrs:o}=r,{dy:n,input:s}=t,i=s,{filterSize:a,strides:u,pad:l,dimRoundingMode:p}=o,c=[1,1,1],d=S.computePool3DInfo(i.shape,a,u,c,l,p),m=new ge(d,"max",!0),f=[{type:"int32",data:[d.strideDepth,d.strideHeight,d.strideWidth]},{type:"int32",data:[d.padInfo.front,d.padInfo.top,d.padInfo.left]},{type:"int32",data:[d.inDepth,d.inHeight,d.inWidth]},{type:"int32",data:[d.effectiveFilterDepth,d.effectiveFilterHeight,d.effectiveFilterWidth]}],g=e.runWebGPUProgram(m,[i],"int32",f),h=new ls(d);f=[{type:"int32",data:[d.strideDepth,d.strideHeight,d.strideWidth]},{type:"int32",data:[d.effectiveFilterDepth-1-d.padInfo.front,d.effectiveFilterHeight-1-d.padInfo.top,d.effectiveFilterWidth-1-d.padInfo.left]},{type:"int32",data:[d.effectiveFilterDepth,d.effectiveFilterHeight,d.effectiveFilterWidth]},{type:"int32",data:[d.outDepth]},{type:"int32",data:[d.outHeight]},{type:"int32",data:[d.outWidth]}];let y=e.runWebGPUProgram(h,[n,g],i.dtype,f);return e.disposeData(g.dataId),y}var Of={kernelName:Mu,backendName:"webgpu",kernelFunc:C0};function I0(r){let{inputs:t,backend:e,attrs:o}=r,{dy:n,input:s,output:i}=t,a=s;nn([s,i],"maxPoolGrad");let{filterSize:u,strides:l,pad:p,dimRoundingMode:c}=o,d=S.computePool2DInfo(a.shape,u,l,1,p,c),m=new te(d,"max",!0),f=[{type:"int32",data:[d.strideHeight,d.strideWidth]},{type:"int32",data:[d.padInfo.top,d.padInfo.left]},{type:"int32",data:[d.dilationHeight,d.dilationWidth]},{type:"int32",data:[d.inHeight,d.inWidth]},{type:"int32",data:[d.effectiveFilterHeight,d.effectiveFilterWidth]}],g=e.runWebGPUProgram(m,[a],"int32",f),h=new us(d);f=[{type:"int32",data:[d.strideHeight,d.strideWidth]},{type:"int32",data:[d.effectiveFilterHeight-1-d.padInfo.top,d.effectiveFilterWidth-1-d.padInfo.left]},{type:"int32",data:[d.dilationHeight,d.dilationWidth]},{type:"int32",data:[d.effectiveFilterHeight,d.effectiveFilterWidth]},{type:"int32",data:[d.outHeight]},{type:"int32",data:[d.outWidth]}];let y=e.runWebGPUProgram(h,[n,g],a.dtype,f);return e.disposeData(g.dataId),y}var Uf={kernelName:Tu,backendName:"webgpu",kernelFunc:I0};function v0(r){let{inputs:t,backend:e,attrs:o}=r,{filterSize:n,strides:s,pad:i,includeBatchInIndex:a}=o,{x:u}=t;x.assert(u.shape.length===4,()=>`Error in maxPool: input must be rank 4 but got rank ${u.shape.length}.`);let l=[1,1];x.assert(S.eitherStridesOrDilationsAreOne(s,l),()=>`Error in maxPool: Either strides or dilations must be 1. Got strides ${s} and dilations '${l}'`);let p=S.computePool2DInfo(u.shape,n,s,l,i),c=[{type:"int32",data:[p.strideHeight,p.strideWidth]},{type:"int32",data:[p.padInfo.top,p.padInfo.left]},{type:"int32",data:[p.dilationHeight,p.dilationWidth]},{type:"int32",data:[p.inHeight,p.inWidth]},{type:"int32",data:[p.effectiveFilterHeight,p.effectiveFilterWidth]}],d=new te(p,"max",!1),m=e.runWebGPUProgram(d,[u],u.dtype,c);d=new te(p,"max",!0,!0,a);let f=e.runWebGPUProgram(d,[u],"int32",c);return[m,f]}var Wf={kernelName:zu,backendName:"webgpu",kernelFunc:v0};function R0(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{axis:s,keepDims:i}=o;return Ft(n,s,i,"min",e)}var Vf={kernelName:"Min",backendName:"webgpu",kernelFunc:R0};var D0=V({opType:M.MIN,cpuKernelImpl:Nd}),Gf={kernelName:po,backendName:"webgpu",kernelFunc:D0};var cs=class{constructor(t,e,o){this.uniforms="",this.variableNames=["x"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=e.map((n,s)=>n[0]+t[s]+n[1]),this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.xShape=t,e.map((n,s)=>{this.uniforms+=` pad${s} : vec2<i32>,`}),this.offset=o==="reflect"?0:1,this.shaderKey=`mirrorPad_${o}`}getUserCode(){let t=this.xShape.length,e=this.xShape.map((l,p)=>`uniforms.pad${p}[0]`).join(","),o=this.xShape.map((l,p)=>`uniforms.pad${p}[0] + uniforms.xShape${t>1?`[${p}]`:""}`).join(","),n=t===1?"start":"start[i]",s=t===1?"end":"end[i]",i=t===1?"outC":"outC[i]",a=X(t),u=t>1?["coords[0]","coords[1]","coords[2]","coords[3]"].slice(0,t):"coords";return`
      ${C("index")} {
        if (index < uniforms.size) {
          let start = ${a}(${e});
          let end = ${a}(${o});
          var outC = getCoordsFromIndex(index);
          for (var i = 0; i < ${t}; i = i + 1) {
            if (${i} < ${n}) {
              ${i} = ${n} * 2 - ${i} - ${this.offset};
            } else if(${i} >= ${s}) {
              ${i} = (${s} - 1) * 2 - ${i} + ${this.offset};
            }
          }
          let coords = outC - start;
          setOutputAtIndex(index, getX(${u}));
        }
      }
    `}};var Hf={kernelName:Bu,backendName:"webgpu",kernelFunc:({inputs:r,attrs:t,backend:e})=>{let{x:o}=r,{paddings:n,mode:s}=t,i=e,a=n.map(p=>({type:"int32",data:[p[0],p[1]]})),u=new cs(o.shape,n,s);return i.runWebGPUProgram(u,[o],o.dtype,a)}};var A0=V({opType:M.MOD}),qf={kernelName:"Mod",backendName:"webgpu",kernelFunc:A0};var ps=class{constructor(t,e){this.variableNames=["probs"],this.outputShape=[],this.uniforms="seed : f32, numOutcomes: i32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=[t,e],this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="multinomial"}getUserCode(){return`
    //Based on the work of Dave Hoskins
    //https://www.shadertoy.com/view/4djSRW
    fn random (seed : f32, resultUV : vec2<f32>) -> f32 {
      let HASHSCALE1 = 443.8975;
      let p = resultUV * seed;
      var p3  = fract(vec3<f32>(p.xyx) * HASHSCALE1);
      p3 = p3 + dot(p3, p3.yzx + 19.19);
      return fract((p3.x + p3.y) * p3.z);
    }

    ${C("index")} {
      if (index < uniforms.size) {
        let coords = getOutputCoords();
        let batch = coords[0];

        let resUV = vec2<f32>(f32(coords[1]) / f32(uniforms.outShape[1]),
            f32(coords[0]) / f32(uniforms.outShape[0]));
        let r = random(uniforms.seed, resUV);
        var cdf = 0.0;
        for (var i = 0; i < uniforms.numOutcomes - 1; i = i + 1) {
          cdf = cdf + getProbs(batch, i);

          if (r < cdf) {
            setOutputAtIndexI32(index, i);
            return;
          }
        }

        // If no other event happened, last event happened.
        setOutputAtIndexI32(index, uniforms.numOutcomes - 1);
      }
    }
  `}};var ds=class{constructor(t){this.variableNames=["logits"],this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=[this.outputShape[0],1,1],this.outputShape[1]>=4096?this.workgroupSize=[256,1,1]:this.workgroupSize=[64,1,1],this.shaderKey="softmax"}getUserCode(){return`
    var<workgroup> buf : array<f32, ${this.workgroupSize[0]}>;
    var<workgroup> rowMaxShared : f32;
    var<workgroup> rowSumShared : f32;
    const blockSize = ${this.workgroupSize[0]};
    ${C("index")} {
      let row = index / blockSize;
      let tid = i32(localId.x);
      let cols = uniforms.outShape[1];

      var threadMax = -3.402823e+38f;
      for (var col = tid; col < cols; col += blockSize) {
        let value = getLogits(row, col);
        threadMax = max(threadMax, value);
      }
      if (tid < cols) {
        buf[tid] = threadMax;
      }
      workgroupBarrier();

      var reduceSize = min(cols, blockSize);
      for (var currSize = reduceSize >> 1;  currSize > 0; currSize = reduceSize >> 1) {
        reduceSize = currSize + (reduceSize & 1);
        if (tid < currSize) {
          buf[tid] = max(buf[tid], buf[tid + reduceSize]);
        }
        workgroupBarrier();
      }

      if (tid == 0) {
        rowMaxShared = buf[0];
      }
      workgroupBarrier();

      var threadSum = 0.0;
      for (var col = tid; col < cols; col += blockSize) {
        let subExp = exp(getLogits(row, col) - rowMaxShared);
        threadSum += subExp;
      }
      buf[tid] = threadSum;
      workgroupBarrier();

      for (var currSize = blockSize >> 1;  currSize > 0; currSize = currSize >> 1) {
        if (tid < currSize) {
          buf[tid] = buf[tid] + buf[tid + currSize];
        }
        workgroupBarrier();
      }

      if (tid == 0) {
        rowSumShared = buf[0];
      }
      workgroupBarrier();

      for (var col = tid; col < cols; col += blockSize) {
        let value = exp(getLogits(row, col) - rowMaxShared) / rowSumShared;
        setOutputAtCoords(row, col, value);
      }
  }
    `}};function ha(r){let{inputs:t,backend:e,attrs:o}=r,{logits:n}=t,{dim:s}=o,i=$({inputs:{x:n},backend:e,attrs:{shape:[x.sizeFromShape(n.shape)/n.shape[s],n.shape[s]]}}),a=new ds(i.shape),u=e.runWebGPUProgram(a,[i],n.dtype),l=$({inputs:{x:u},backend:e,attrs:{shape:n.shape}});return e.disposeData(i.dataId),e.disposeData(u.dataId),l}var Kf={kernelName:cl,backendName:"webgpu",kernelFunc:ha};function $0(r){let{inputs:t,backend:e,attrs:o}=r,{logits:n}=t,{numSamples:s,seed:i,normalized:a}=o,u=a?n:ha({inputs:{logits:n},backend:e,attrs:{dim:n.shape.length-1}}),l=u.shape[0],p=u.shape[1],c=new ps(l,s),d=[{type:"float32",data:[i]},{type:"int32",data:[p]}],m=e.runWebGPUProgram(c,[u],"int32",d);return a||e.disposeData(u.dataId),m}var Xf={kernelName:_u,backendName:"webgpu",kernelFunc:$0};function N0(r){let{inputs:t,backend:e}=r,{x:o}=t;if(e.shouldExecuteOnCPU([o])){let s=e.tensorMap.get(o.dataId),[i,a]=Td(s.values,o.shape,o.dtype);return e.makeTensorInfo(a,o.dtype,i)}let n=new Nt(o.shape,D.NEG);return e.runWebGPUProgram(n,[o],o.dtype)}var jf={kernelName:"Neg",backendName:"webgpu",kernelFunc:N0};function F0(r){console.warn("tf.nonMaxSuppression() in webgpu locks the UI thread. Call tf.nonMaxSuppressionAsync() instead");let{inputs:t,backend:e,attrs:o}=r,{boxes:n,scores:s}=t,{maxOutputSize:i,iouThreshold:a,scoreThreshold:u}=o,l=e.readSync(n.dataId),p=e.readSync(s.dataId),{selectedIndices:c}=ur.nonMaxSuppressionV3Impl(l,p,i,a,u);return e.makeTensorInfo([c.length],"int32",new Int32Array(c))}var Yf={kernelName:Ou,backendName:"webgpu",kernelFunc:F0};function T0(r){console.warn("tf.nonMaxSuppression() in webgpu locks the UI thread. Call tf.nonMaxSuppressionAsync() instead");let{inputs:t,backend:e,attrs:o}=r,{boxes:n,scores:s}=t,{maxOutputSize:i,iouThreshold:a,scoreThreshold:u,softNmsSigma:l}=o,p=e.readSync(n.dataId),c=e.readSync(s.dataId),d=i,m=a,f=u,g=l,{selectedIndices:h,selectedScores:y}=ur.nonMaxSuppressionV5Impl(p,c,d,m,f,g);return[e.makeTensorInfo([h.length],"int32",new Int32Array(h)),e.makeTensorInfo([y.length],"float32",new Float32Array(y))]}var Zf={kernelName:Uu,backendName:"webgpu",kernelFunc:T0};var ms=class{constructor(t,e){this.variableNames=["x"],this.uniforms="onValue : f32, offValue : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=[t,e],this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="onehot"}getUserCode(){return`
      ${C("index")} {
        if(index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          setOutputAtIndex(index, mix(uniforms.offValue, uniforms.onValue,
                                      f32(i32(round(getX(coords.x))) == coords.y)));
        }
      }
    `}};function P0(r){let{inputs:t,backend:e,attrs:o}=r,{indices:n}=t,{dtype:s,depth:i,onValue:a,offValue:u}=o,l=x.sizeFromShape(n.shape),p=new ms(l,i),c=$({inputs:{x:n},backend:e,attrs:{shape:[l]}}),d=[{type:"float32",data:[a]},{type:"float32",data:[u]}],m=e.runWebGPUProgram(p,[c],s,d);e.disposeData(c.dataId);let f=[...n.shape,i],g=$({inputs:{x:m},backend:e,attrs:{shape:f}});return e.disposeData(m.dataId),g}var Qf={kernelName:Vu,backendName:"webgpu",kernelFunc:P0};function qr(r){let{inputs:t,backend:e}=r,{x:o}=t;if(o.dtype==="complex64"){let n=ce({inputs:{input:o},backend:e}),s=qr({inputs:{x:n},backend:e}),i=ze({inputs:{input:o},backend:e}),a=qr({inputs:{x:i},backend:e}),u=zt({inputs:{real:s,imag:a},backend:e});return e.disposeData(n.dataId),e.disposeData(s.dataId),e.disposeData(i.dataId),e.disposeData(a.dataId),u}else return tt({attrs:{shape:o.shape,dtype:o.dtype,value:o.dtype==="string"?"":0},backend:e})}var Jf={kernelName:So,backendName:"webgpu",kernelFunc:qr};function th(r){let{inputs:t,backend:e}=r,{x:o}=t;if(o.dtype==="string")throw new Error("onesLike is not supported under string dtype");if(o.dtype==="complex64"){let n=ce({inputs:{input:o},backend:e}),s=th({inputs:{x:n},backend:e}),i=ze({inputs:{input:o},backend:e}),a=qr({inputs:{x:i},backend:e}),u=zt({inputs:{real:s,imag:a},backend:e});return e.disposeData(n.dataId),e.disposeData(s.dataId),e.disposeData(i.dataId),e.disposeData(a.dataId),u}else return tt({attrs:{shape:o.shape,dtype:o.dtype,value:1},backend:e})}var eh={kernelName:Wu,backendName:"webgpu",kernelFunc:th};function M0(r){let{inputs:t,backend:e,attrs:o}=r,{axis:n}=o;if(t.length===1)return Zn({inputs:{input:t[0]},backend:e,attrs:{dim:n}});let s=t[0].shape,i=t[0].dtype;t.forEach(p=>{x.assertShapesMatch(s,p.shape,"All tensors passed to stack must have matching shapes"),x.assert(i===p.dtype,()=>"All tensors passed to stack must have matching dtypes")});let a=[],u=t.map(p=>{let c=Zn({inputs:{input:p},backend:e,attrs:{dim:n}});return a.push(c),c}),l=ca({inputs:u,backend:e,attrs:{axis:n}});return a.forEach(p=>e.disposeData(p.dataId)),l}var rh={kernelName:Gu,backendName:"webgpu",kernelFunc:M0};function ga(r,t=!1){let e=r.length,o=X(e),n=r.map((c,d)=>`uniforms.pad${d}[0]`).join(","),s=r.map((c,d)=>`uniforms.pad${d}[0] + uniforms.xShape${e>1?`[${d}]`:""}`).join(","),i=e>1?`${o}(${n})`:`${n}`,a=e>1?`${o}(${s})`:`${s}`,u=e>1?"any(paddedCoords < start)":"paddedCoords < start",l=e>1?"any(paddedCoords >= end)":"paddedCoords >= end",p=e>1?["coords[0]","coords[1]","coords[2]","coords[3]"].slice(0,e):"coords";return`
        let start = ${i};
        let end = ${a};
        if (${u} || ${l}) {
          setOutputAtIndex(index, ${t?0:"uniforms.constantValue"});
        } else {
          let coords = paddedCoords - start;
          setOutputAtIndex(index, getX(${p}));
        }
  `}var fs=class{constructor(t,e){this.variableNames=["x"],this.uniforms="constantValue : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=e.map((o,n)=>o[0]+t[n]+o[1]),this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),e.map((o,n)=>{this.uniforms+=` pad${n} : vec2<i32>,`}),this.xShape=t,this.shaderKey="pad"}getUserCode(){return`
      ${C("index")} {
        if (index < uniforms.size) {
          let paddedCoords = getCoordsFromIndex(index);
          ${ga(this.xShape)}
        }
      }
    `}};var z0=r=>{let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{paddings:s,constantValue:i}=o;if(s.every(l=>x.arraysEqual(l,[0,0])))return ot({inputs:{x:n},backend:e});if(x.sizeFromShape(n.shape)===0){let l=s.map((p,c)=>p[0]+n.shape[c]+p[1]);return tt({backend:e,attrs:{shape:l,value:i,dtype:n.dtype}})}let a=[{type:"float32",data:[i]}];s.map(l=>a.push({type:"int32",data:[l[0],l[1]]}));let u=new fs(n.shape,s);return e.runWebGPUProgram(u,[n],n.dtype,a)},oh={kernelName:Hu,backendName:"webgpu",kernelFunc:z0};var L0=V({opType:M.POW}),nh={kernelName:"Pow",backendName:"webgpu",kernelFunc:L0};function B0(r){let{inputs:t,backend:e}=r,{x:o,alpha:n}=t,s=new le(M.PRELU,o.shape,n.shape);return e.runWebGPUProgram(s,[o,n],"float32")}var sh={kernelName:fo,backendName:"webgpu",kernelFunc:B0};function _0(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{axis:s,keepDims:i}=o;return Ft(n,s,i,"prod",e)}var ih={kernelName:Us,backendName:"webgpu",kernelFunc:_0};var O0=r=>{let{backend:t,attrs:e}=r,{start:o,stop:n,step:s,dtype:i}=e,a=zd(o,n,s,i);return t.makeTensorInfo([a.length],i,a)},ah={kernelName:qu,backendName:"webgpu",kernelFunc:O0};var U0=V({opType:M.DIV}),uh={kernelName:eo,backendName:"webgpu",kernelFunc:U0};var W0=z({opType:D.RECIPROCAL}),lh={kernelName:Ku,backendName:"webgpu",kernelFunc:W0};var V0=z({opType:D.RELU}),ch={kernelName:ho,backendName:"webgpu",kernelFunc:V0};var G0=z({opType:D.RELU6}),ph={kernelName:xo,backendName:"webgpu",kernelFunc:G0};var hs=class{constructor(t,e,o){this.variableNames=["x"],this.uniforms="adjustHeightWidth : vec2<f32>, halfPixelCenters : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=[t[0],e,o,t[3]],this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="resizeBilinear"}getUserCode(){return`
      ${C("index")} {
        if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
          let b = coords[0];
          let d = coords[3];
          let rc = coords.yz;

          let effectiveInSize = vec2<f32>(
            f32(uniforms.xShape.y) - uniforms.adjustHeightWidth[0],
            f32(uniforms.xShape.z) - uniforms.adjustHeightWidth[1]);

          let effectiveOutSize = vec2<f32>(
            f32(uniforms.outShape.y) - uniforms.adjustHeightWidth[0],
            f32(uniforms.outShape.z) - uniforms.adjustHeightWidth[1]);

          let effectiveInputOverOutputRatioRC =
              effectiveInSize / effectiveOutSize;

          // Fractional source index
          let sourceFracIndexRC =
            (vec2<f32>(rc) + vec2<f32>(uniforms.halfPixelCenters)) *
            effectiveInputOverOutputRatioRC - vec2<f32>(uniforms.halfPixelCenters);

          // Compute the four integer indices.
          let sourceFloorRC = vec2<i32>(sourceFracIndexRC);
          let sourceCeilRC = vec2<i32>(
            min(vec2<f32>(uniforms.xShape.yz) - vec2<f32>(1.0), ceil(sourceFracIndexRC)));

          let topLeft = getX(b, sourceFloorRC.x, sourceFloorRC.y, d);
          let bottomLeft = getX(b, sourceCeilRC.x, sourceFloorRC.y, d);
          let topRight = getX(b, sourceFloorRC.x, sourceCeilRC.y, d);
          let bottomRight = getX(b, sourceCeilRC.x, sourceCeilRC.y, d);

          let fracRC = sourceFracIndexRC - vec2<f32>(sourceFloorRC);

          let top = topLeft + (topRight - topLeft) * fracRC.y;
          let bottom = bottomLeft + (bottomRight - bottomLeft) * fracRC.y;
          let newValue = top + (bottom - top) * fracRC.x;

          setOutputAtIndex(index, newValue);
        }
      }
    `}};function H0(r){let{inputs:t,backend:e,attrs:o}=r,{images:n}=t,{alignCorners:s,size:i,halfPixelCenters:a}=o,[u,l]=i,p=s&&u>1?1:0,c=s&&l>1?1:0,m=[{type:"float32",data:[p,c]},{type:"float32",data:[a?.5:0]}],f=new hs(n.shape,u,l);return e.runWebGPUProgram(f,[n],"float32",m)}var dh={kernelName:Yu,backendName:"webgpu",kernelFunc:H0};var gs=class{constructor(t,e){this.variableNames=["dy"],this.uniforms=`effectiveXSize : vec2<i32>, effectiveYSize : vec2<i32>, heightScale : f32, widthScale : f32,
       invHeightScale : f32, invWidthScale : f32, winHeight : i32, winWidth : i32,`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.alignCorners=e,this.shaderKey=`resizeBilinearBackprop_${e}`}getUserCode(){return`
      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getOutputCoords();
          let b = coords[0];
          let d = coords[3];
          let r = coords[1];
          let c = coords[2];

          var accumulator = 0.0;

          // Compute bounds for where in dy we will look
          let startRLerp = floor(f32(r) * uniforms.invHeightScale);
          let startDyR = i32(startRLerp - f32(uniforms.winHeight / 2));

          let startCLerp = floor(f32(c) * uniforms.invWidthScale);
          let startDyC = i32(startCLerp - f32(uniforms.winWidth / 2));

          // Loop over dy
          for (var dyROffset = 0; dyROffset < uniforms.winHeight; dyROffset++) {
            let dyR = startDyR + dyROffset;

            // Guard against the window exceeding the bounds of dy
            if (dyR < 0 || dyR >= uniforms.dyShape[1]) {
              continue;
            }

            for (var dyCOffset = 0; dyCOffset < uniforms.winWidth; dyCOffset++) {
              let dyC = startDyC + dyCOffset;

              // Guard against the window exceeding the bounds of dy
              if (dyC < 0 || dyC >= uniforms.dyShape[2]) {
                continue;
              }

              let dxR = f32(dyR) * uniforms.heightScale;
              let topDxRIndex = i32(floor(dxR));
              let bottomDxRIndex = i32(min(ceil(dxR), f32(uniforms.outShape[1] - 1)));
              let dxRLerp = dxR - f32(topDxRIndex);
              let inverseDxRLerp = 1.0 - dxRLerp;

              let dxC = f32(dyC) * uniforms.widthScale;
              let leftDxCIndex = i32(floor(dxC));
              let rightDxCIndex = i32(min(ceil(dxC), f32(uniforms.outShape[2] - 1)));
              let dxCLerp = dxC - f32(leftDxCIndex);
              let inverseDxCLerp = 1.0 - dxCLerp;

              if (r == topDxRIndex && c == leftDxCIndex) {
                // topLeft
                accumulator +=
                  getDy(b, dyR, dyC, d) * inverseDxRLerp * inverseDxCLerp;
              }

              if (r == topDxRIndex && c == rightDxCIndex) {
                // topRight
                accumulator += getDy(b, dyR, dyC, d) * inverseDxRLerp * dxCLerp;
              }

              if (r == bottomDxRIndex && c == leftDxCIndex) {
                // bottomLeft
                accumulator += getDy(b, dyR, dyC, d) * dxRLerp * inverseDxCLerp;
              }

              if (r == bottomDxRIndex && c == rightDxCIndex) {
                // bottomRight
                accumulator += getDy(b, dyR, dyC, d) * dxRLerp * dxCLerp;
              }
            }
          }
          // End loop over dy

          setOutputAtIndex(index, accumulator);
        }
      }
    `}};function q0(r){let{inputs:t,backend:e,attrs:o}=r,{images:n,dy:s}=t,{alignCorners:i}=o,[,a,u]=n.shape,[,l,p]=s.shape,c=[i&&l>1?a-1:a,i&&p>1?u-1:u],d=[i&&l>1?l-1:l,i&&p>1?p-1:p],m=c[0]/d[0],f=c[1]/d[1],g=1/m,h=1/f,y=Math.ceil(g)*2+2,w=Math.ceil(h)*2+2,b=new gs(n.shape,i),v=[{type:"int32",data:c},{type:"int32",data:d},{type:"float32",data:[m]},{type:"float32",data:[f]},{type:"float32",data:[g]},{type:"float32",data:[h]},{type:"int32",data:[y]},{type:"int32",data:[w]}];return e.runWebGPUProgram(b,[s],s.dtype,v)}var mh={kernelName:Zu,backendName:"webgpu",kernelFunc:q0};var xs=class{constructor(t,e,o,n){this.variableNames=["x"],this.uniforms="adjustHeightWidth : vec2<f32>, roundBase : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=[t[0],e,o,t[3]],this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.halfPixelCenters=n,this.shaderKey=`resizeNearest_${n}`}getUserCode(){let t;return this.halfPixelCenters?t="max((vec2<f32>(rc) + vec2<f32>(0.5)) * effectiveInputOverOutputRatioRC, vec2<f32>(0.0))":t="vec2<f32>(rc) * effectiveInputOverOutputRatioRC",`
      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          let b = coords[0];
          let d = coords[3];
          let rc = coords.yz;

          let effectiveInSize = vec2<f32>(
            f32(uniforms.xShape.y) - uniforms.adjustHeightWidth[0],
            f32(uniforms.xShape.z) - uniforms.adjustHeightWidth[1]);

          let effectiveOutSize = vec2<f32>(
            f32(uniforms.outShape.y) - uniforms.adjustHeightWidth[0],
            f32(uniforms.outShape.z) - uniforms.adjustHeightWidth[1]);

          let effectiveInputOverOutputRatioRC =
              effectiveInSize / effectiveOutSize;

          // Fractional source index
          let sourceFracIndexRC = ${t};

          // Compute the coordinators of nearest neighbor point.
          let inputShapeRC = vec2<f32>(f32(uniforms.xShape.y), f32(uniforms.xShape.z));
          let sourceNearestRC = vec2<i32>(
            min(inputShapeRC - 1.0, floor(sourceFracIndexRC + uniforms.roundBase)));
          let newValue = getX(b, sourceNearestRC.x, sourceNearestRC.y, d);

          setOutputAtIndex(index, newValue);
        }
      }
    `}};function K0(r){let{inputs:t,backend:e,attrs:o}=r,{images:n}=t,{alignCorners:s,halfPixelCenters:i,size:a}=o,[u,l]=a,p=s&&u>1?1:0,c=s&&l>1?1:0,m=[{type:"float32",data:[p,c]},{type:"float32",data:[s?.5:0]}],f=new xs(n.shape,u,l,i);return e.runWebGPUProgram(f,[n],n.dtype,m)}var fh={kernelName:Xu,backendName:"webgpu",kernelFunc:K0};var ys=class{constructor(t,e){this.variableNames=["dy"],this.uniforms=`effectiveXSize : vec2<i32>, effectiveYSize : vec2<i32>, invHeightScale : f32, invWidthScale : f32,
       winHeight : i32, winWidth : i32,`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.alignCorners=e,this.shaderKey=`resizeNearestNeigborBackprop_${e}`}getUserCode(){return`
      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getOutputCoords();
          let b = coords[0];
          let d = coords[3];
          let r = coords[1];
          let c = coords[2];

          var accumulator = 0.0;

          // Compute bounds for where in dy we will look
          let startRLerp = floor(f32(r) * uniforms.invHeightScale);
          let startDyR = i32(floor(startRLerp - f32(uniforms.winHeight / 2)));

          let startCLerp = floor(f32(c) * uniforms.invWidthScale);
          let startDyC = i32(floor(startCLerp - f32(uniforms.winWidth / 2)));

          // Loop over dy
          for (var dyROffset = 0; dyROffset < uniforms.winHeight; dyROffset++) {
            let dyR = startDyR + dyROffset;

            // Guard against the window exceeding the bounds of dy
            if (dyR < 0 || dyR >= uniforms.dyShape[1]) {
              continue;
            }

            for (var dyCOffset = 0; dyCOffset < uniforms.winWidth; dyCOffset++) {
              let dyC = startDyC + dyCOffset;

              // Guard against the window exceeding the bounds of dy
              if (dyC < 0 || dyC >= uniforms.dyShape[2]) {
                continue;
              }

              let sourceFracRow = f32(uniforms.effectiveXSize[0]) *
                  (f32(dyR) / f32(uniforms.effectiveYSize[0]));

              let sourceFracCol = f32(uniforms.effectiveXSize[1]) *
                  (f32(dyC) / f32(uniforms.effectiveYSize[1]));

              let sourceNearestRow =
                  i32(min(f32(uniforms.outShape[1] - 1),
                  ${this.alignCorners?"floor(sourceFracRow + 0.5)":"floor(sourceFracRow)"}));

              let sourceNearestCol =
                  i32(min(f32(uniforms.outShape[2] - 1),
                  ${this.alignCorners?"floor(sourceFracCol + 0.5)":"floor(sourceFracCol)"}));

              if (r == sourceNearestRow && c == sourceNearestCol) {
                accumulator += getDy(b, dyR, dyC, d);
              }
            }
          }
          // End loop over dy

          setOutputAtIndex(index, accumulator);
        }
      }
    `}};function X0(r){let{inputs:t,backend:e,attrs:o}=r,{images:n,dy:s}=t,{alignCorners:i}=o,[,a,u]=n.shape,[,l,p]=s.shape,c=[i&&l>1?a-1:a,i&&p>1?u-1:u],d=[i&&l>1?l-1:l,i&&p>1?p-1:p],m=c[0]/d[0],f=c[1]/d[1],g=1/m,h=1/f,y=Math.ceil(g)*2+2,w=Math.ceil(h)*2+2,b=new ys(n.shape,i),v=[{type:"int32",data:c},{type:"int32",data:d},{type:"float32",data:[g]},{type:"float32",data:[h]},{type:"int32",data:[y]},{type:"int32",data:[w]}];return e.runWebGPUProgram(b,[s],s.dtype,v)}var hh={kernelName:ju,backendName:"webgpu",kernelFunc:X0};var ws=class{constructor(t){this.variableNames=["x"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.uniforms=" axis : vec4<i32>,",this.shaderKey="reverse"}getUserCode(){return`
      
      // Using uniform variables as judging conditions, so the function has
      // coherent execution within all threads.
      fn getReverseCoords(coords : vec4<i32>) -> vec4<i32> {
        var reverseCoords = coords;
        if (uniforms.axis[0] == 1) {
          reverseCoords[0] = uniforms.xShape[0] - coords[0] - 1;
        }
        if (uniforms.axis[1] == 1) {
          reverseCoords[1] = uniforms.xShape[1] - coords[1] - 1;
        }
        if (uniforms.axis[2] == 1) {
          reverseCoords[2] = uniforms.xShape[2] - coords[2] - 1;
        }
        if (uniforms.axis[3] == 1) {
          reverseCoords[3] = uniforms.xShape[3] - coords[3] - 1;
        }

        return reverseCoords;
      }
    
      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          let reverseCoords = getReverseCoords(coords);
          setOutputAtIndex(index, getX(reverseCoords[0],
              reverseCoords[1], reverseCoords[2], reverseCoords[3]));
        }
      }
    `}};function j0(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{dims:s}=o,i=n.shape.length;if(i===0)return ot({inputs:{x:n},backend:e});let a=n.shape,u=[1,1,1,1];a.forEach((h,y)=>{let w=y+4-i;u[w]=h});let l=x.parseAxisParam(s,n.shape),p=[0,0,0,0];l.forEach(h=>{let y=h+4-i;p[y]=1});let c=[{type:"int32",data:p}],d=$({inputs:{x:n},backend:e,attrs:{shape:u}}),m=new ws(u),f=e.runWebGPUProgram(m,[d],d.dtype,c);e.disposeData(d.dataId);let g=$({inputs:{x:f},backend:e,attrs:{shape:a}});return e.disposeData(f.dataId),g}var gh={kernelName:Qu,backendName:"webgpu",kernelFunc:j0};var bs=class{constructor(t,e){this.outputShape=[],this.variableNames=["x"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.uniforms=`centerX : f32, centerY : f32, sinRadians : f32,
          cosRadians : f32,`,this.shaderKey="rotate",this.outputShape=t,typeof e=="number"?(this.uniforms+=" fillValue : f32,",this.fillSnippet="var outputValue = uniforms.fillValue;",this.shaderKey+="_float"):(this.uniforms+=" fillValue : vec3<f32>,",this.fillSnippet="var outputValue = uniforms.fillValue[coords[3]];",this.shaderKey+="_vec3")}getUserCode(){return`
        ${C("index")} {
          if (index < uniforms.size) {
            let coords = getCoordsFromIndex(index);
            let coordXFloat = (f32(coords[2]) - uniforms.centerX) *
                uniforms.cosRadians - (f32(coords[1]) - uniforms.centerY) *
                uniforms.sinRadians;
            let coordYFloat = (f32(coords[2]) - uniforms.centerX) *
                uniforms.sinRadians + (f32(coords[1]) - uniforms.centerY) *
                uniforms.cosRadians;
            let coordX = i32(round(coordXFloat + uniforms.centerX));
            let coordY = i32(round(coordYFloat + uniforms.centerY));
            ${this.fillSnippet}
            if(coordX >= 0 && coordX < uniforms.xShape[2] && coordY >= 0 &&
                coordY < uniforms.xShape[1]) {
              outputValue = getX(coords[0], coordY, coordX, coords[3]);
            }
            setOutputAtIndex(index, outputValue);
          }
        }
      `}};var xh={kernelName:kl,backendName:"webgpu",kernelFunc:({inputs:r,attrs:t,backend:e})=>{let{image:o}=r,{radians:n,fillValue:s,center:i}=t,a=e,u=new bs(o.shape,s),[l,p]=S.getImageCenter(i,o.shape[1],o.shape[2]),c=[{type:"float32",data:[l]},{type:"float32",data:[p]},{type:"float32",data:[Math.sin(n)]},{type:"float32",data:[Math.cos(n)]}];return typeof s=="number"?c.push({type:"float32",data:[Number.parseFloat(s.toFixed(2))]}):c.push({type:"float32",data:s}),a.runWebGPUProgram(u,[o],o.dtype,c)}};var Y0=z({opType:D.ROUND}),yh={kernelName:Ju,backendName:"webgpu",kernelFunc:Y0};var Z0=z({opType:D.RSQRT,cpuKernelImpl:Ld}),wh={kernelName:yo,backendName:"webgpu",kernelFunc:Z0};var ee=class{constructor(t,e,o,n,s,i,a,u=!0){this.variableNames=["updates","indices"],this.workgroupSize=[64,1,1],this.atomic=!0,this.outputShape=i,this.type=a,this.sumDupeIndices=u,this.dispatchLayout=k(t),this.dispatch=I(this.dispatchLayout,t,this.workgroupSize),this.sliceDimGreaterThanOne=e>1,this.shaderKey=`scatter_${o}_${n}_${this.sliceDimGreaterThanOne}_${a}_${u}_${s.length}`;let l=X(s.length);this.uniforms=`sliceDim : i32, strides: ${l}, updatesSize: i32,`,this.updatesRank=n,this.indicesRank=o}getUserCode(){let t="";this.indicesRank===1?t="coords[0]":this.indicesRank===2&&(t="coords[0], j");let e=`getIndices(${t})`,o=this.sliceDimGreaterThanOne?"uniforms.strides[j]":"uniforms.strides",n="",s="";this.dispatchLayout.x.length===1?(n="flattenedIndex",s=`
      fn getUpdatesCoordsFromFlatIndex(index : i32) -> i32 {
        return index;
      }
      `):this.dispatchLayout.x.length===2&&(n="vec2<i32>(flattenedIndex, coords[1])",s=`
      fn getUpdatesCoordsFromFlatIndex(index : i32) -> vec2<i32> {
        // N.B. |updates| could be a scalar tensor, conceptually representing a
        // 2D tensor with all values equal to that. By design, its size must be
        // the same as |outShape[1]| in one dimension, and |indicesShape[0]|
        // gives the other.
        let sliceSize = uniforms.outShape[1];
        let d0 = index / sliceSize;
        let d1 = index - d0 * sliceSize;
        return vec2<i32>(d0, d1);
      }
      `);let a=`getUpdates(${Array.from({length:this.updatesRank},(l,p)=>`coords[${p}]`).join(", ")})`;return`
    ${s}
      ${C("index")} {
        if (index < uniforms.updatesSize) {
          let coords = getUpdatesCoordsFromFlatIndex(index);
          var flattenedIndex = 0;
          for (var j = 0; j < uniforms.sliceDim; j = j + 1) {
            let indexInside = i32(round(${e}));
            flattenedIndex = flattenedIndex + indexInside * ${o};
          }
          let updateValue =
              ${he(this.type)}(${a});
          let flatIndex = getOutputIndexFromCoords(${n});

          ${this.sumDupeIndices?At("&result[flatIndex]","updateValue",this.type):"atomicStore(&result[flatIndex], bitcast<i32>(updateValue));"}
        }
      }`}};function Q0(r){let{inputs:t,backend:e,attrs:o}=r,{indices:n,updates:s}=t,{shape:i}=o,{sliceRank:a,numUpdates:u,sliceSize:l,strides:p,outputSize:c}=S.calculateShapes(s,n,i),d=[c/l,l];if(c===0)return e.makeTensorInfo(i,n.dtype);let m=$({inputs:{x:n},backend:e,attrs:{shape:[u,a]}}),f=$({inputs:{x:s},backend:e,attrs:{shape:[u,l]}}),g=f.dtype,h=tt({backend:e,attrs:{shape:d,value:0,dtype:g}}),y=x.sizeFromShape(f.shape),w=[{type:"int32",data:[a]},{type:"int32",data:p},{type:"int32",data:[y]}],b=new ee(f.shape,a,m.shape.length,f.shape.length,p,d,g),v=e.runWebGPUProgram(b,[f,m],g,w,h),R=$({inputs:{x:v},backend:e,attrs:{shape:i}});return e.disposeData(m.dataId),e.disposeData(f.dataId),e.disposeData(v.dataId),R}var bh={kernelName:tl,backendName:"webgpu",kernelFunc:Q0};var Ss=class{constructor(t,e){this.outputShape=[],this.variableNames=["sortedSequence","values"],this.uniforms="numInputs : i32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.side=e,this.shaderKey=`search_sorted_${e}`}getUserCode(){return`
      fn findBound(batch: i32, value: f32) -> i32 {
        var left = i32(0);
        var right = uniforms.numInputs;
        while (left < right) {
          var mid = (left + right) / 2;
          if (getSortedSequence(batch, mid) ${this.side==="left"?"<":"<="} value) {
            left = mid + 1;
          } else {
            right = mid;
          }
        }
        return right;
      }

      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          let value = getValuesByOutputIndex(index);
          setOutputAtIndexI32(index, findBound(coords[0], value));
        }
      }
    `}};function J0(r){let{inputs:t,backend:e,attrs:o}=r,{sortedSequence:n,values:s}=t,{side:i}=o,a=new Ss([s.shape[0],s.shape[1]],i),u=[{type:"int32",data:[n.shape[1]]}];return e.runWebGPUProgram(a,[n,s],"int32",u)}var Sh={kernelName:rl,backendName:"webgpu",kernelFunc:J0};var Cs=class{constructor(t,e,o){this.variableNames=["c","a","b"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=e,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.cRank=t,this.rank=o,this.shaderKey="select"}getUserCode(){let t,e;if(this.rank>4)throw Error(`Where for rank ${this.rank} is not yet supported`);if(this.rank===1)e="resRC",t="resRC";else{let n=["resRC.x","resRC.y","resRC.z","resRC.w"],s=[],i=[];for(let a=0;a<this.outputShape.length;a++)i.push(`${n[a]}`),a<this.cRank&&s.push(`${n[a]}`);t=s.join(),e=i.join()}return`
      ${C("index")} {
        if (index < uniforms.size) {
          let resRC = getCoordsFromIndex(index);
          let cVal = getC(${t});
          if (cVal >= 1.0) {
            setOutputAtIndex(index, getA(${e}));
          } else {
            setOutputAtIndex(index, getB(${e}));
          }
        }
      }
    `}};function t2(r){let{inputs:t,backend:e}=r,{condition:o,t:n,e:s}=t,i=new Cs(o.shape.length,n.shape,n.shape.length);return e.runWebGPUProgram(i,[o,n,s],ht(n.dtype,s.dtype))}var Ch={kernelName:ol,backendName:"webgpu",kernelFunc:t2};var e2=z({opType:D.SELU}),Ih={kernelName:nl,backendName:"webgpu",kernelFunc:e2};var r2=z({opType:D.SIGMOID}),vh={kernelName:je,backendName:"webgpu",kernelFunc:r2};var o2=z({opType:D.SIGN}),kh={kernelName:il,backendName:"webgpu",kernelFunc:o2};var s2=z({opType:D.SIN}),Rh={kernelName:"Sin",backendName:"webgpu",kernelFunc:s2};var i2=z({opType:D.SINH}),Dh={kernelName:sl,backendName:"webgpu",kernelFunc:i2};var a2=z({opType:D.SOFTPLUS}),Eh={kernelName:al,backendName:"webgpu",kernelFunc:a2};var Is=class{constructor(t,e,o,n,s,i){this.variableNames=["x"],this.outputShape=[],this.uniforms="",this.workgroupSize=[64,1,1],this.size=!0;let a=new Array(n.length);for(let u=0;u<a.length;u++)a[u]=n[s[u]];this.outputShape=a,this.newDim=s,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.xShape=t,this.paddedXShape=e,this.uniforms+=`reshapedPaddedXShape : ${X(n.length)}, paddedXShapeStrides : ${X(i)}, `,o.map((u,l)=>{this.uniforms+=` pad${l} : vec2<i32>,`}),this.shaderKey=`spaceToBatchND_${s}`}getUserCode(){let t=X(this.outputShape.length),e=na(this.newDim);return`
      ${Br(this.paddedXShape,"PaddedX")}
      ${C("index")} {
        if(index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          let switchedIndex = getIndexFromCoords${this.outputShape.length}D(${t}(${e}), uniforms.reshapedPaddedXShape);
          let paddedCoords = getPaddedXCoordsFromIndex(switchedIndex);
          ${ga(this.xShape,!0)}
        }
      }
    `}};var u2=r=>{let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{blockShape:s,paddings:i}=o;x.assert(n.shape.length<=4,()=>"spaceToBatchND for rank > 4 with a WebGPU backend not implemented yet");let a=s.reduce((w,b)=>w*b),u=[[0,0]];u.push(...i);for(let w=1+s.length;w<n.shape.length;++w)u.push([0,0]);let l=u.map((w,b)=>w[0]+n.shape[b]+w[1]),p=S.getReshaped(l,s,a,!1),c=S.getPermuted(p.length,s.length,!1),d=S.getReshapedPermuted(l,s,a,!1),m=x.computeStrides(l),f=new Is(n.shape,l,u,p,c,m.length),g=[{type:"int32",data:p},{type:"int32",data:m}];u.map(w=>g.push({type:"int32",data:[w[0],w[1]]}));let h=e.runWebGPUProgram(f,[n],n.dtype,g),y=$({inputs:{x:h},backend:e,attrs:{shape:d}});return e.disposeData(h.dataId),y},Ah={kernelName:ul,backendName:"webgpu",kernelFunc:u2};var vs=class{constructor(t,e,o){this.variableNames=["input","indices","segmentIds"],this.outputShape=[],this.uniforms="segmentSize : i32, sparseSize : i32,",this.workgroupSize=[64,1,1],this.atomic=!0,this.outputShape=t,this.type=o,this.dispatchLayout=k([e]),this.dispatch=I(this.dispatchLayout,[e],this.workgroupSize),this.shaderKey="sparseSegmentSum"}getUserCode(){return`
    ${C("index")} {
      if (index < uniforms.sparseSize) {
        let indexInSegmentIds = index / uniforms.segmentSize;
        let indexInSegment = index % uniforms.segmentSize;
        let indexInInput = indices[indexInSegmentIds];
        let segmentId = segmentIds[indexInSegmentIds];

        let value = input[indexInInput * uniforms.segmentSize + indexInSegment];
        let outIndex = segmentId * uniforms.segmentSize + indexInSegment;
        ${At("&result[outIndex]","value",this.type)}
      }
    }
  `}},ks=class{constructor(t,e){this.variableNames=["segmentIds"],this.outputShape=[],this.workgroupSize=[64,1,1],this.atomic=!0,this.outputShape=[t],this.dispatchLayout=k(e),this.dispatch=I(this.dispatchLayout,e,this.workgroupSize),this.shaderKey="sparseSegmentIdCountProgram"}getUserCode(){return`
    ${C("index")} {
      if (index < uniforms.segmentIdsShape) {
        let segmentId = segmentIds[index];
        ${At("&result[segmentId]","1","int32")}
      }
    }
  `}},Rs=class{constructor(t,e){this.variableNames=["segmentSum","sameSegmentIdCount"],this.outputShape=[],this.uniforms="segmentSize : i32",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.type=e,this.dispatchLayout=k(t),this.dispatch=I(this.dispatchLayout,t,this.workgroupSize),this.shaderKey="sparseSegmentMean"}getUserCode(){return`
    ${C("index")} {
      if (index < uniforms.size) {
        let segmentId = index / uniforms.segmentSize;
        let count = sameSegmentIdCount[segmentId];
        if (count != 0) {
          ${this.type==="float32"?"setOutputAtIndex(index, segmentSum[index] / f32(count));":"setOutputAtIndexI32(index, segmentSum[index] / count);"}
        }
      }
    }
  `}};function Ds(r,t,e,o=!1,n){let i=x.sizeFromShape(r.shape)/r.shape[0],a=r.dtype,u=x.sizeFromShape(t.shape),l=n.readSync(e.dataId),c=u>0?l[u-1]+1:0,d,m=r.shape.slice();m[0]=c;let f=u*i,g=tt({backend:n,attrs:{shape:m,value:0,dtype:a}});d=new vs(m,f,a);let h=[{type:"int32",data:[i]},{type:"int32",data:[f]}],y=n.runWebGPUProgram(d,[r,t,e],a,h,g);if(o)return y;let w=tt({backend:n,attrs:{shape:[c],value:0,dtype:"int32"}});d=new ks(c,e.shape);let b=n.runWebGPUProgram(d,[e],"int32",null,w),v=tt({backend:n,attrs:{shape:m,value:0,dtype:a}});d=new Rs(m,a),h=[{type:"int32",data:[i]}];let R=n.runWebGPUProgram(d,[y,b],a,h,v);return n.disposeData(y.dataId),n.disposeData(b.dataId),R}function l2(r){let{inputs:t,backend:e}=r,{data:o,indices:n,segmentIds:s}=t;return Ds(o,n,s,!1,e)}var $h={kernelName:pl,backendName:"webgpu",kernelFunc:l2};function c2(r){let{inputs:t,backend:e}=r,{data:o,indices:n,segmentIds:s}=t;return Ds(o,n,s,!0,e)}var Nh={kernelName:dl,backendName:"webgpu",kernelFunc:c2};var Es=class{constructor(t,e){this.variableNames=["A"],this.workgroupSize=[64,1,1],this.size=!0;let o=new Array(t.length);for(let n=0;n<o.length;n++)o[n]=t[n]*e[n];this.outputShape=o,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.rank=this.outputShape.length,this.shaderKey="tile"}getUserCode(){let t=p2(this.rank,"uniforms.");return`
      ${C("index")} {
        if (index < uniforms.size) {
          let resRC = getCoordsFromIndex(index);
          setOutputAtIndex(index, getA(${t}));
        }
      }
    `}};function p2(r,t=""){if(r>=5)throw Error(`Tile for rank ${r} is not yet supported`);if(r===1)return`(resRC % ${t}aShape)`;let e=["resRC.x","resRC.y","resRC.z","resRC.w"],o=[];for(let n=0;n<r;n++)o.push(`(${e[n]} % ${t}aShape[${n}])`);return o.join()}function Kr(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{reps:s}=o;if(e.shouldExecuteOnCPU([n])||n.dtype==="string"||n.shape.length>=5){let u=e.readSync(n.dataId),l=n.dtype==="string"?u.map(d=>x.decodeString(d)):u,p=q(n.shape,n.dtype,l),c=Gd(p,s);return e.makeTensorInfo(c.shape,c.dtype,c.values)}let i=new Es(n.shape,s);return e.runWebGPUProgram(i,[n],n.dtype)}var Fh={kernelName:bo,backendName:"webgpu",kernelFunc:Kr};function d2(r){let{inputs:t,backend:e,attrs:o}=r,{sparseIndices:n,sparseValues:s,defaultValue:i}=t,{outputShape:a}=o,{sliceRank:u,numUpdates:l,sliceSize:p,strides:c,outputSize:d}=S.calculateShapes(s,n,a),m=!1;if(s.dtype==="string"){let L=e.bufferSync(n),B=e.bufferSync(s),K=x.decodeString(e.readSync(i.dataId)[0]),H=Bd(L,B,a,d,p,l,u,c,K,m);return e.makeTensorInfo(a,H.dtype,H.values)}let f=[d/p,p],g=$({inputs:{x:n},backend:e,attrs:{shape:[l,u]}}),h=s.shape.length?$({inputs:{x:s},backend:e,attrs:{shape:[l,p]}}):ot({inputs:{x:s},backend:e}),y=h.dtype,w=e.makeTensorInfo([],y,x.makeZerosTypedArray(1,y)),b=$({inputs:{x:i},backend:e,attrs:{shape:Array(f.length).fill(1)}}),v=Kr({inputs:{x:b},backend:e,attrs:{reps:f}}),R=x.sizeFromShape([l,p]),A=[{type:"int32",data:[u]},{type:"int32",data:c},{type:"int32",data:[R]}];switch(l){case 0:break;case 1:{let L=new ee([l,p],u,g.shape.length,h.shape.length,c,f,y,m);e.runWebGPUProgram(L,[h,g],y,A,v)}break;default:{let L=new ee([l,p],u,g.shape.length,w.shape.length,c,f,y,m);e.runWebGPUProgram(L,[w,g],y,A,v)}{let L=new ee([l,p],u,g.shape.length,h.shape.length,c,f,y);e.runWebGPUProgram(L,[h,g],y,A,v)}}let N=$({inputs:{x:v},backend:e,attrs:{shape:a}});return e.disposeData(g.dataId),e.disposeData(h.dataId),e.disposeData(b.dataId),e.disposeData(w.dataId),e.disposeData(v.dataId),N}var Th={kernelName:ml,backendName:"webgpu",kernelFunc:d2};function m2(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{numOrSizeSplits:s,axis:i}=o,a=x.parseAxisParam(i,n.shape)[0],u=S.prepareSplitSize(n,s,a),l=n.shape.length,p=new Array(l).fill(0),c=n.shape.slice();return u.map(d=>{let m=[...c];m[a]=d;let f=Xt({inputs:{x:n},backend:e,attrs:{begin:p,size:m}});return p[a]+=d,f})}var Ph={kernelName:ll,backendName:"webgpu",kernelFunc:m2};var f2=z({opType:D.SQRT}),Mh={kernelName:Ye,backendName:"webgpu",kernelFunc:f2};var zh={kernelName:fl,backendName:"webgpu",kernelFunc:({inputs:r,backend:t})=>{let{x:e}=r,o=t,n=new Nt(e.shape,D.SQUARE);return o.runWebGPUProgram(n,[e],e.dtype)}};var h2=V({opType:M.SQUARED_DIFFERENCE}),Lh={kernelName:wo,backendName:"webgpu",kernelFunc:h2};function g2({inputs:r,attrs:t,backend:e}){let{x:o}=r,n=new Nt(o.shape,D.STEP,"stepAlpha : f32,"),s=[{type:"float32",data:[t.alpha]}];return e.runWebGPUProgram(n,[o],o.dtype,s)}var Bh={kernelName:Co,backendName:"webgpu",kernelFunc:g2};var As=class{constructor(t){this.variableNames=["x"],this.workPerThread=1,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize,[this.workPerThread,1,1]);let e=X(this.outputShape.length);this.uniforms=`begin : ${e},  strides : ${e}, `,this.shaderKey="stridedSlice"}getUserCode(){let t=this.outputShape.length,e="";if(t===1)e="coords * uniforms.strides + uniforms.begin";else{let n=0;e=this.outputShape.map((s,i)=>(n++,this.outputShape.length===1?`coords * uniforms.strides[${i}] + uniforms.begin[${i}]`:`coords[${n-1}] * uniforms.strides[${i}] + uniforms.begin[${i}]`)).join(",")}return`
       ${C("index")} {
         if (index < uniforms.size) {
           let coords = getCoordsFromIndex(index);
           setOutputAtIndex(index, getX(${e}));
         }
       }
     `}};function x2(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{begin:s,end:i,strides:a,beginMask:u,endMask:l,ellipsisMask:p,newAxisMask:c,shrinkAxisMask:d}=o,{finalShapeSparse:m,finalShape:f,isIdentity:g,sliceDim0:h,isSimpleSlice:y,begin:w,end:b,strides:v}=Pt.sliceInfo(n.shape,s,i,a,u,l,p,c,d),R;if(g)R=$({inputs:{x:n},backend:e,attrs:{shape:f}});else if(h||y){x.assert(n.shape.length>=1,()=>`Input must have rank at least 1, got: ${n.shape.length}`);let A=Pt.computeOutShape(w,b,v),N=Xt({inputs:{x:n},backend:e,attrs:{begin:w,size:A}});R=$({inputs:{x:N},backend:e,attrs:{shape:f}}),e.disposeData(N.dataId)}else if(e.shouldExecuteOnCPU([n])){let N=e.readSync(n.dataId),L=q(n.shape,n.dtype,N),B=Ud(m,L,v,w);R=e.makeTensorInfo(f,n.dtype,B.values)}else{let N=new As(m),L=[{type:"int32",data:w},{type:"int32",data:v}],B=e.runWebGPUProgram(N,[n],n.dtype,L);R=$({inputs:{x:B},backend:e,attrs:{shape:f}}),e.disposeData(B.dataId)}return R}var _h={kernelName:gl,backendName:"webgpu",kernelFunc:x2};function y2(r){let{inputs:t,backend:e,attrs:o}=r,{separator:n,nGramWidths:s,leftPad:i,rightPad:a,padWidth:u,preserveShortSequences:l}=o,{data:p,dataSplits:c}=t,d=e.readSync(p.dataId),m=e.readSync(c.dataId),[f,g]=Wd(d,m,n,s,i,a,u,l);return[e.makeTensorInfo([f.length],"string",f),e.makeTensorInfo(c.shape,"int32",g)]}var Oh={kernelName:xl,backendName:"webgpu",kernelFunc:y2};var w2=V({opType:M.SUB,cpuKernelImpl:Vd,supportsComplex:!0}),Uh={kernelName:"Sub",backendName:"webgpu",kernelFunc:w2};var S2=z({opType:D.TAN}),Wh={kernelName:"Tan",backendName:"webgpu",kernelFunc:S2};var C2=z({opType:D.TANH}),Vh={kernelName:yl,backendName:"webgpu",kernelFunc:C2};function I2(r){let{inputs:t,backend:e,attrs:o}=r,{tensor:n,indices:s,updates:i}=t,{}=o,{sliceRank:a,numUpdates:u,sliceSize:l,strides:p,outputSize:c}=S.calculateShapes(i,s,n.shape),d=[c/l,l];if(c===0)return e.makeTensorInfo(n.shape,s.dtype);let m=[],f=$({inputs:{x:s},backend:e,attrs:{shape:[u,a]}});m.push(f);let g=$({inputs:{x:i},backend:e,attrs:{shape:[u,l]}});m.push(g);let h=$({inputs:{x:n},backend:e,attrs:{shape:d}});m.push(h);let y=Kr({inputs:{x:h},backend:e,attrs:{reps:Array(d.length).fill(1)}}),w=new ee([u,l],a,f.shape.length,g.shape.length,p,d,n.dtype,!1),b=x.sizeFromShape([u,l]),v=[{type:"int32",data:[a]},{type:"int32",data:p},{type:"int32",data:[b]}],R=e.runWebGPUProgram(w,[g,f],h.dtype,v,y);m.push(R);let A=$({inputs:{x:R},backend:e,attrs:{shape:n.shape}});return m.forEach(N=>e.disposeData(N.dataId)),A}var Gh={kernelName:el,backendName:"webgpu",kernelFunc:I2};var $s=class{constructor(t){this.variableNames=["x","indices"],this.workgroupSize=[256,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.uniforms=`inputSize : i32, firstPass : i32, negativeInf : f32,
        dir : i32, inc : i32,`,this.shaderKey="swap"}getUserCode(){return`
        ${C("index")} {
          if (index < uniforms.size) {
            let outC = getCoordsFromIndex(index);
            let batch = outC[0];
            let elemIdx = outC[1];
            // We compare elements pair-wise within a group of size 2 * inc.
            // The comparing rule for each group alternates between ascending
            // and descending. Within each group, we compare each pair at
            // positions i and i+inc. To decide whether an element at position i
            // is x0 or x1, we mod it by 2 * inc, if the result is smaller than
            // inc, it is in the first half of the group, we denote it as x0,
            // otherwise we denote it as x1.
            // For example, as shown in the Bitonic top K paper referenced
            // above, Figure5(a) shows that element[1] is in the second half of
            // the group when group size is 2, but it is in the first half of
            // the group when group size is 4.
            let isFirstInPair = elemIdx % (2 * uniforms.inc) < uniforms.inc;
            var i = 0;
            if (isFirstInPair) {
              i = elemIdx;
            } else {
              i = elemIdx - uniforms.inc;
            }

            var i0 = 0;
            if (uniforms.firstPass == 1) {
              i0 = i;
            } else {
              i0 = i32(getIndices(batch, i));
            }

            var i1 = 0;
            if (uniforms.firstPass == 1) {
              i1 = i + uniforms.inc;
            } else {
              i1 = i32(getIndices(batch, i + uniforms.inc));
            }

            var x0 = f32(0.0);
            var x1 = f32(0.0);
            if (i0 < uniforms.inputSize) {
              x0 = getX(batch, i0);
            } else {
              x0 = uniforms.negativeInf;
            }
            if (i1 < uniforms.inputSize) {
              x1 = getX(batch, i1);
            } else {
              x1 = uniforms.negativeInf;
            }

            let reverse = elemIdx % (2 * uniforms.dir) >= uniforms.dir;
            let isGreater = x0 > x1 || (x0 == x1 && i1 > i0);
            if (reverse == isGreater) {
              // Elements in opposite order of direction
              let iTemp = i0;
              i0 = i1;
              i1 = iTemp;
            }
            if (isFirstInPair) {
              setOutputAtIndex(index, f32(i0));
            } else {
              setOutputAtIndex(index, f32(i1));
            }
          }
        }
      `}},Ns=class{constructor(t){this.variableNames=["x","indices"],this.workgroupSize=[256,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.uniforms="inputSize : i32, firstPass : i32, k : i32,",this.shaderKey="merge"}getUserCode(){return`
        ${C("index")} {
          if (index < uniforms.size) {
            let outC = getCoordsFromIndex(index);
            let batch = outC[0];
            let elemIdx = outC[1];
            // The output size is half of the previous size.
            // If the previous sequence is | | | | _ _ _ _  | | | |  _ _ _ _
            // (k=4), we only need to output the indices at positions |, the
            // indices at positions _ can be thrown away, see Figure5(b) After
            // Phase 2 (Merge phase) in the Bitonic Top K paper referenced
            // above.
            // For example, the paper shows we only need to output the orange
            // bars. The output sequence should look like this | | | | | | | |.
            // Because the sequence is halved, to map the output index back to
            // the previous sequence to find the corresponding value, we need
            // to double the index. When we double the index, we basically
            // interpolate a position, so 2i looks like
            // | _ | _ | _ | _ | _ | _ | _. We move the | to the first k
            // position of each 2k positions by - elemIdx % k. E.g. for output
            // at index 4,5,6,7, we want to get the corresponding element at
            // original index 8,9,10,11, for output at index 8,9,10,11,
            // we want to get the corresponding element at original index
            // 16,17,18,19, so on and so forth.

            var i = 0;
            if (elemIdx < uniforms.k) {
              i = elemIdx;
            } else {
              i = elemIdx * 2 - elemIdx % uniforms.k;
            }
            var i0 = 0;
            if (uniforms.firstPass == 1) {
              i0 = i;
            } else {
              i0 = i32(getIndices(batch, i));
            }
            var i1 = 0;
            if (uniforms.firstPass == 1) {
              i1 = i + uniforms.k;
            } else {
              i1 = i32(getIndices(batch, i + uniforms.k));
            }

            let x0 = getX(batch, i0);
            var x1 = f32(0.0);
            if (i1 < uniforms.inputSize) {
              x1 = getX(batch, i1);
            } else {
              x1 = x0;
            }

            if (x0 >= x1) {
              setOutputAtIndex(index, f32(i0));
            } else {
              setOutputAtIndex(index, f32(i1));
            }
          }
        }
      `}};function wr(r,t){t!==null&&r.disposeData(t.dataId)}function Hh(r){let t=1;for(;t<r;)t*=2;return t}function v2(r){let{inputs:t,backend:e,attrs:o}=r,{x:n}=t,{k:s,sorted:i}=o,a=n.shape,u=a[a.length-1];if(e.shouldExecuteOnCPU([n])){let R=e.readSync(n.dataId),[A,N]=Hd(R,a,n.dtype,s,i);return[e.makeTensorInfo(A.shape,A.dtype,A.values),e.makeTensorInfo(N.shape,N.dtype,N.values)]}if(s===0)return a[a.length-1]=0,[e.makeTensorInfo(a,n.dtype,[]),e.makeTensorInfo(a,"int32",[])];if(u===1)return[n,tt({attrs:{shape:a,dtype:"int32",value:0},backend:e})];let p=x.sizeFromShape(a)/u,c=$({inputs:{x:n},attrs:{shape:[p,u]},backend:e}),d=Hh(s),m=Hh(u),f=null,g=()=>f===null?[c,c]:[c,f],h=(R,A,N)=>{let L=g(),B=new $s(N),H=[{type:"int32",data:[u]},{type:"int32",data:[f===null?1:0]},{type:"float32",data:[Number.NEGATIVE_INFINITY]},{type:"int32",data:[R]},{type:"int32",data:[A]}],Y=f;f=e.runWebGPUProgram(B,L,"int32",H),wr(e,Y)};for(let R=1;R<d;R*=2){let A=R*2;for(let N=R;N>=1;N/=2)h(A,N,[p,m])}for(let R=m;R>d;R/=2){let A=g(),N=new Ns([p,R/2]),B=[{type:"int32",data:[u]},{type:"int32",data:[f===null?1:0]},{type:"int32",data:[d]}],K=f;f=e.runWebGPUProgram(N,A,"int32",B),wr(e,K);let H=d/2,Y=H*2;for(let at=H;at>=1;at/=2)h(Y,at,f.shape)}let y=f;f=Xt({inputs:{x:f},backend:e,attrs:{begin:0,size:[p,s]}}),wr(e,y);let w=fa({inputs:{x:c,indices:f},backend:e,attrs:{axis:1,batchDims:1}});wr(e,c);let b=a.slice(0,-1);b.push(s),y=f,f=$({inputs:{x:f},attrs:{shape:b},backend:e}),wr(e,y);let v=w;return w=$({inputs:{x:w},attrs:{shape:b},backend:e}),wr(e,v),[w,f]}var qh={kernelName:wl,backendName:"webgpu",kernelFunc:v2};var Fs=class{constructor(t){this.variableNames=["Image","Transforms"],this.uniforms="interpolationModeId : i32, fillModeId : i32, fillValue : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=k(this.outputShape),this.dispatch=I(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="transform"}getUserCode(){return`
          fn mapCoord(outCoord : f32, len : f32) -> f32{
            var inCoord = outCoord;
            if(uniforms.fillModeId == 2) {
              if (inCoord < 0.0) {
                if (len <= 1.0) {
                  inCoord = 0.0;
                } else {
                  let sz2 = 2.0 * len;
                  if (inCoord < sz2) {
                    inCoord = sz2 * f32(i32(f32(-inCoord / sz2))) +
                    inCoord;
                  }
                  if (inCoord < -len) {
                    inCoord = inCoord + sz2;
                  } else {
                    inCoord = -inCoord - 1.0;
                  }
                }
              } else if (inCoord > len - 1.0) {
                if (len <= 1.0) {
                  inCoord = 0.0;
                } else {
                  let sz2 = 2.0 * len;
                  inCoord = inCoord - sz2 * f32(i32(f32(inCoord / sz2)));
                  if (inCoord >= len) {
                    inCoord = sz2 - inCoord - 1.0;
                  }
                }
              }
              return clamp(inCoord, 0.0, len - 1.0);
            } else if (uniforms.fillModeId == 3) {
              if (inCoord < 0.0) {
                if (len <= 1.0) {
                  inCoord = 0.0;
                } else {
                  let sz = len - 1.0;
                  inCoord = inCoord + len * (f32(i32(f32(-inCoord / sz))) + 1.0);
                }
              } else if (inCoord > len - 1.0) {
                if (len <= 1.0) {
                  inCoord = 0.0;
                } else {
                  let sz = len - 1.0;
                  inCoord = inCoord - len * f32(i32(f32(inCoord / sz)));
                }
              }
              return clamp(inCoord, 0.0, len - 1.0);
            } else if (uniforms.fillModeId == 4) {
              return clamp(outCoord, 0.0, len - 1.0);
            }
            return outCoord;
          }
          fn readWithFillValue(batch : i32, coordY : i32, coordX : i32,
            channel : i32) -> f32 {
            var outputValue : f32;
            if (0 <= coordY && coordY < uniforms.imageShape[1] && 0 <= coordX && coordX < uniforms.imageShape[2]) {
                outputValue = getImage(batch, coordY, coordX, channel);
            } else {
              outputValue = uniforms.fillValue;
            }
            return outputValue;
          }

          ${C("index")} {
            if (index < uniforms.size) {
              let coords = getCoordsFromIndex(index);
              var outputValue : f32;
              let batch = coords[0];
              let x = coords[2];
              let y = coords[1];
              let channel = coords[3];
              let xf = f32(x);
              let yf = f32(y);
              let a1 = getTransforms(batch, 0);
              let a2 = getTransforms(batch, 1);
              let a3 = getTransforms(batch, 2);
              let b1 = getTransforms(batch, 3);
              let b2 = getTransforms(batch, 4);
              let b3 = getTransforms(batch, 5);
              let c1 = getTransforms(batch, 6);
              let c2 = getTransforms(batch, 7);
              let projection = c1 * xf + c2 * yf + 1.0;
              if (projection == 0.0) {
                outputValue = uniforms.fillValue;
              } else {
                let inX = (a1 * xf + a2 * yf + a3) / projection;
                let inY = (b1 * xf + b2 * yf + b3) / projection;
                let mapX = mapCoord(inX, f32(uniforms.imageShape[2]));
                let mapY = mapCoord(inY, f32(uniforms.imageShape[1]));

                if (uniforms.interpolationModeId == 1) {
                  let coordY = i32(round(mapY));
                  let coordX = i32(round(mapX));
                  outputValue = readWithFillValue(batch, coordY, coordX,
                    channel);
                } else {
                  let yFloor = floor(mapY);
                  let xFloor = floor(mapX);
                  let yCeil = yFloor + 1.0;
                  let xCeil = xFloor + 1.0;
                  let valueYFloor = (xCeil - mapX) *
                  readWithFillValue(batch, i32(yFloor), i32(xFloor), channel) +
                  (mapX - xFloor) *
                  readWithFillValue(batch, i32(yFloor), i32(xCeil), channel);
                  let valueYCeil = (xCeil - mapX) *
                  readWithFillValue(batch, i32(yCeil), i32(xFloor), channel) +
                  (mapX - xFloor) *
                  readWithFillValue(batch, i32(yCeil), i32(xCeil), channel);
                  outputValue = (yCeil - mapY) * valueYFloor +
                  (mapY - yFloor) * valueYCeil;
                }
              }
              setOutputAtIndex(index, outputValue);
            }
          }
        `}};function k2(r){let{inputs:t,backend:e,attrs:o}=r,{image:n,transforms:s}=t,{interpolation:i,fillMode:a,fillValue:u,outputShape:l}=o,[p,c,d,m]=n.shape,[f,g]=l??[c,d],h=[p,f,g,m],y=new Fs(h),w=i==="nearest"?1:2,b;switch(a){case"constant":b=1;break;case"reflect":b=2;break;case"wrap":b=3;break;case"nearest":b=4;break;default:b=1;break}let v=[{type:"int32",data:[w]},{type:"int32",data:[b]},{type:"float32",data:[u]}];return e.runWebGPUProgram(y,[n,s],"float32",v)}var Kh={kernelName:bl,backendName:"webgpu",kernelFunc:k2};function R2(r){let{inputs:t,backend:e,attrs:o}=r,{value:n}=t,{axis:s}=o;s<0&&(s+=n.shape.length);let i=n,a=i.shape.length,u=n.shape[s],l=new Array(a-1),p=0;for(let g=0;g<a;g++)g!==s&&(l[p++]=i.shape[g]);let c=[],d=new Array(a).fill(0),m=i.shape.slice();m[s]=1;let f=new Array(u);for(let g=0;g<f.length;g++){d[s]=g;let h=Xt({inputs:{x:i},backend:e,attrs:{begin:d,size:m}}),y=$({inputs:{x:h},backend:e,attrs:{shape:l}});f[g]=y,c.push(h)}return c.forEach(g=>e.disposeData(g.dataId)),f}var Xh={kernelName:Cl,backendName:"webgpu",kernelFunc:R2};var Ts=class{constructor(t,e,o){if(this.outputShape=[],this.variableNames=["x","segmentIds"],this.uniforms="numSegments : i32, xSize: i32,",this.workgroupSize=[64,1,1],this.atomic=!0,this.outputShape=e,this.dispatchLayout=k(t),this.dispatch=I(this.dispatchLayout,t,this.workgroupSize),o!=="float32"&&o!=="int32")throw new Error(`UnsortedSegmentSum only supports float32 and int32
              types, does not support ${o} type.`);this.type=o,this.shaderKey="unsortedSegmentSum"}getUserCode(){return`
    ${C("index")} {
      if (index < uniforms.xSize) {
        let coords = getXCoordsFromIndex(index);
        let b = coords[0];
        let inCol = coords[1];

        let segmentId = i32(getSegmentIds(inCol));
        if (segmentId >= 0) {
          let flatIndex = b * uniforms.numSegments + segmentId % uniforms.numSegments;
          let value = getX(b, inCol);

          ${At("&result[flatIndex]","value",this.type)}
        }
      }
    }
  `}};function D2(r){let{inputs:t,backend:e,attrs:o}=r,{x:n,segmentIds:s}=t,{numSegments:i}=o,a=n.shape.length,u=[],l=0,p=S.getAxesPermutation([l],a),c=n;p!=null&&(c=gt({inputs:{x:n},backend:e,attrs:{perm:p}}),u.push(c),l=S.getInnerMostAxes(1,a)[0]);let d=S.segment_util.computeOutShape(c.shape,l,i),m=x.sizeFromShape([c.shape[l]]),f=$({inputs:{x:c},backend:e,attrs:{shape:[-1,m]}});u.push(f);let g=n.dtype,h=[f.shape[0],i],y=tt({backend:e,attrs:{shape:h,value:0,dtype:g}}),w=new Ts(f.shape,h,g),b=[{type:"int32",data:[i]},{type:"int32",data:[x.sizeFromShape(f.shape)]}],v=e.runWebGPUProgram(w,[f,s],g,b,y),R=$({inputs:{x:v},backend:e,attrs:{shape:d}});u.push(v);let A=R;if(p!=null){u.push(R);let N=S.getUndoAxesPermutation(p);A=gt({inputs:{x:A},backend:e,attrs:{perm:N}})}return u.forEach(N=>e.disposeData(N.dataId)),A}var jh={kernelName:Il,backendName:"webgpu",kernelFunc:D2};var E2=[Ep,Kd,Xd,jd,Yd,Zd,Jd,tm,em,rm,om,nm,sm,im,am,cm,pm,dm,mm,fm,gm,xm,ym,Cm,Im,vm,$p,Rm,Em,Am,$m,Nm,Fm,Tm,Pm,Mm,zm,Lm,Om,Um,Wm,Vm,Hm,qm,Gm,Km,Xm,jm,Ym,Zm,tf,ef,rf,of,nf,sf,af,uf,lf,Rp,cf,mf,pf,df,ff,hf,gf,xf,yf,wf,bf,Ap,Sf,Dm,Cf,If,vf,kf,Rf,Df,Ef,$f,Af,Nf,Ff,Tf,Mf,zf,um,Lf,Bf,Uf,_f,Of,Wf,lm,Vf,Gf,Hf,qf,Xf,Qm,jf,Yf,Zf,wm,Qf,eh,rh,oh,nh,sh,ih,ah,bm,uh,lh,ch,ph,Dp,dh,mh,fh,hh,gh,xh,yh,wh,bh,Sh,Ch,Ih,vh,kh,Rh,Dh,hm,Bh,_h,Oh,Kf,Eh,Ah,$h,Nh,Th,Ph,Mh,zh,Lh,Uh,Jm,Wh,Vh,Gh,Fh,qh,Kh,Qd,Xh,jh,Jf];for(let r of E2)$l(r);
/*! For license information please see webgpu.js.LEGAL.txt */
