var zC=Object.create;var ko=Object.defineProperty;var HC=Object.getOwnPropertyDescriptor;var KC=Object.getOwnPropertyNames;var qC=Object.getPrototypeOf,XC=Object.prototype.hasOwnProperty;var jC=(r,e,t)=>()=>{if(t)throw t[0];try{return r&&(e=r(r=0)),e}catch(o){throw t=[o],o}};var Fl=(r,e)=>()=>{try{return e||r((e={exports:{}}).exports,e),e.exports}catch(t){throw e=0,t}},wt=(r,e)=>{for(var t in e)ko(r,t,{get:e[t],enumerable:!0})},_l=(r,e,t,o)=>{if(e&&typeof e=="object"||typeof e=="function")for(let n of KC(e))!XC.call(r,n)&&n!==t&&ko(r,n,{get:()=>e[n],enumerable:!(o=HC(e,n))||o.enumerable});return r};var YC=(r,e,t)=>(t=r!=null?zC(qC(r)):{},_l(e||!r||!r.__esModule?ko(t,"default",{value:r,enumerable:!0}):t,r)),ZC=r=>_l(ko({},"__esModule",{value:!0}),r);var ip=Fl((N$,sp)=>{sp.exports=J;var Ve=null;try{Ve=new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([0,97,115,109,1,0,0,0,1,13,2,96,0,1,127,96,4,127,127,127,127,1,127,3,7,6,0,1,1,1,1,1,6,6,1,127,1,65,0,11,7,50,6,3,109,117,108,0,1,5,100,105,118,95,115,0,2,5,100,105,118,95,117,0,3,5,114,101,109,95,115,0,4,5,114,101,109,95,117,0,5,8,103,101,116,95,104,105,103,104,0,0,10,191,1,6,4,0,35,0,11,36,1,1,126,32,0,173,32,1,173,66,32,134,132,32,2,173,32,3,173,66,32,134,132,126,34,4,66,32,135,167,36,0,32,4,167,11,36,1,1,126,32,0,173,32,1,173,66,32,134,132,32,2,173,32,3,173,66,32,134,132,127,34,4,66,32,135,167,36,0,32,4,167,11,36,1,1,126,32,0,173,32,1,173,66,32,134,132,32,2,173,32,3,173,66,32,134,132,128,34,4,66,32,135,167,36,0,32,4,167,11,36,1,1,126,32,0,173,32,1,173,66,32,134,132,32,2,173,32,3,173,66,32,134,132,129,34,4,66,32,135,167,36,0,32,4,167,11,36,1,1,126,32,0,173,32,1,173,66,32,134,132,32,2,173,32,3,173,66,32,134,132,130,34,4,66,32,135,167,36,0,32,4,167,11])),{}).exports}catch{}function J(r,e,t){this.low=r|0,this.high=e|0,this.unsigned=!!t}J.prototype.__isLong__;Object.defineProperty(J.prototype,"__isLong__",{value:!0});function Ae(r){return(r&&r.__isLong__)===!0}J.isLong=Ae;var Yu={},Zu={};function Ut(r,e){var t,o,n;return e?(r>>>=0,(n=0<=r&&r<256)&&(o=Zu[r],o)?o:(t=ee(r,(r|0)<0?-1:0,!0),n&&(Zu[r]=t),t)):(r|=0,(n=-128<=r&&r<128)&&(o=Yu[r],o)?o:(t=ee(r,r<0?-1:0,!1),n&&(Yu[r]=t),t))}J.fromInt=Ut;function We(r,e){if(isNaN(r))return e?Bt:Ge;if(e){if(r<0)return Bt;if(r>=tp)return np}else{if(r<=-Ju)return ke;if(r+1>=Ju)return op}return r<0?We(-r,e).neg():ee(r%yr|0,r/yr|0,e)}J.fromNumber=We;function ee(r,e,t){return new J(r,e,t)}J.fromBits=ee;var ln=Math.pow;function Bi(r,e,t){if(r.length===0)throw Error("empty string");if(r==="NaN"||r==="Infinity"||r==="+Infinity"||r==="-Infinity")return Ge;if(typeof e=="number"?(t=e,e=!1):e=!!e,t=t||10,t<2||36<t)throw RangeError("radix");var o;if((o=r.indexOf("-"))>0)throw Error("interior hyphen");if(o===0)return Bi(r.substring(1),e,t).neg();for(var n=We(ln(t,8)),s=Ge,i=0;i<r.length;i+=8){var a=Math.min(8,r.length-i),l=parseInt(r.substring(i,i+a),t);if(a<8){var c=We(ln(t,a));s=s.mul(c).add(We(l))}else s=s.mul(n),s=s.add(We(l))}return s.unsigned=e,s}J.fromString=Bi;function Xe(r,e){return typeof r=="number"?We(r,e):typeof r=="string"?Bi(r,e):ee(r.low,r.high,typeof e=="boolean"?e:r.unsigned)}J.fromValue=Xe;var Qu=65536,Tb=1<<24,yr=Qu*Qu,tp=yr*yr,Ju=tp/2,ep=Ut(Tb),Ge=Ut(0);J.ZERO=Ge;var Bt=Ut(0,!0);J.UZERO=Bt;var br=Ut(1);J.ONE=br;var rp=Ut(1,!0);J.UONE=rp;var Mi=Ut(-1);J.NEG_ONE=Mi;var op=ee(-1,2147483647,!1);J.MAX_VALUE=op;var np=ee(-1,-1,!0);J.MAX_UNSIGNED_VALUE=np;var ke=ee(0,-2147483648,!1);J.MIN_VALUE=ke;var k=J.prototype;k.toInt=function(){return this.unsigned?this.low>>>0:this.low};k.toNumber=function(){return this.unsigned?(this.high>>>0)*yr+(this.low>>>0):this.high*yr+(this.low>>>0)};k.toString=function(e){if(e=e||10,e<2||36<e)throw RangeError("radix");if(this.isZero())return"0";if(this.isNegative())if(this.eq(ke)){var t=We(e),o=this.div(t),n=o.mul(t).sub(this);return o.toString(e)+n.toInt().toString(e)}else return"-"+this.neg().toString(e);for(var s=We(ln(e,6),this.unsigned),i=this,a="";;){var l=i.div(s),c=i.sub(l.mul(s)).toInt()>>>0,u=c.toString(e);if(i=l,i.isZero())return u+a;for(;u.length<6;)u="0"+u;a=""+u+a}};k.getHighBits=function(){return this.high};k.getHighBitsUnsigned=function(){return this.high>>>0};k.getLowBits=function(){return this.low};k.getLowBitsUnsigned=function(){return this.low>>>0};k.getNumBitsAbs=function(){if(this.isNegative())return this.eq(ke)?64:this.neg().getNumBitsAbs();for(var e=this.high!=0?this.high:this.low,t=31;t>0&&(e&1<<t)==0;t--);return this.high!=0?t+33:t+1};k.isZero=function(){return this.high===0&&this.low===0};k.eqz=k.isZero;k.isNegative=function(){return!this.unsigned&&this.high<0};k.isPositive=function(){return this.unsigned||this.high>=0};k.isOdd=function(){return(this.low&1)===1};k.isEven=function(){return(this.low&1)===0};k.equals=function(e){return Ae(e)||(e=Xe(e)),this.unsigned!==e.unsigned&&this.high>>>31===1&&e.high>>>31===1?!1:this.high===e.high&&this.low===e.low};k.eq=k.equals;k.notEquals=function(e){return!this.eq(e)};k.neq=k.notEquals;k.ne=k.notEquals;k.lessThan=function(e){return this.comp(e)<0};k.lt=k.lessThan;k.lessThanOrEqual=function(e){return this.comp(e)<=0};k.lte=k.lessThanOrEqual;k.le=k.lessThanOrEqual;k.greaterThan=function(e){return this.comp(e)>0};k.gt=k.greaterThan;k.greaterThanOrEqual=function(e){return this.comp(e)>=0};k.gte=k.greaterThanOrEqual;k.ge=k.greaterThanOrEqual;k.compare=function(e){if(Ae(e)||(e=Xe(e)),this.eq(e))return 0;var t=this.isNegative(),o=e.isNegative();return t&&!o?-1:!t&&o?1:this.unsigned?e.high>>>0>this.high>>>0||e.high===this.high&&e.low>>>0>this.low>>>0?-1:1:this.sub(e).isNegative()?-1:1};k.comp=k.compare;k.negate=function(){return!this.unsigned&&this.eq(ke)?ke:this.not().add(br)};k.neg=k.negate;k.add=function(e){Ae(e)||(e=Xe(e));var t=this.high>>>16,o=this.high&65535,n=this.low>>>16,s=this.low&65535,i=e.high>>>16,a=e.high&65535,l=e.low>>>16,c=e.low&65535,u=0,p=0,f=0,d=0;return d+=s+c,f+=d>>>16,d&=65535,f+=n+l,p+=f>>>16,f&=65535,p+=o+a,u+=p>>>16,p&=65535,u+=t+i,u&=65535,ee(f<<16|d,u<<16|p,this.unsigned)};k.subtract=function(e){return Ae(e)||(e=Xe(e)),this.add(e.neg())};k.sub=k.subtract;k.multiply=function(e){if(this.isZero())return Ge;if(Ae(e)||(e=Xe(e)),Ve){var t=Ve.mul(this.low,this.high,e.low,e.high);return ee(t,Ve.get_high(),this.unsigned)}if(e.isZero())return Ge;if(this.eq(ke))return e.isOdd()?ke:Ge;if(e.eq(ke))return this.isOdd()?ke:Ge;if(this.isNegative())return e.isNegative()?this.neg().mul(e.neg()):this.neg().mul(e).neg();if(e.isNegative())return this.mul(e.neg()).neg();if(this.lt(ep)&&e.lt(ep))return We(this.toNumber()*e.toNumber(),this.unsigned);var o=this.high>>>16,n=this.high&65535,s=this.low>>>16,i=this.low&65535,a=e.high>>>16,l=e.high&65535,c=e.low>>>16,u=e.low&65535,p=0,f=0,d=0,m=0;return m+=i*u,d+=m>>>16,m&=65535,d+=s*u,f+=d>>>16,d&=65535,d+=i*c,f+=d>>>16,d&=65535,f+=n*u,p+=f>>>16,f&=65535,f+=s*c,p+=f>>>16,f&=65535,f+=i*l,p+=f>>>16,f&=65535,p+=o*u+n*c+s*l+i*a,p&=65535,ee(d<<16|m,p<<16|f,this.unsigned)};k.mul=k.multiply;k.divide=function(e){if(Ae(e)||(e=Xe(e)),e.isZero())throw Error("division by zero");if(Ve){if(!this.unsigned&&this.high===-2147483648&&e.low===-1&&e.high===-1)return this;var t=(this.unsigned?Ve.div_u:Ve.div_s)(this.low,this.high,e.low,e.high);return ee(t,Ve.get_high(),this.unsigned)}if(this.isZero())return this.unsigned?Bt:Ge;var o,n,s;if(this.unsigned){if(e.unsigned||(e=e.toUnsigned()),e.gt(this))return Bt;if(e.gt(this.shru(1)))return rp;s=Bt}else{if(this.eq(ke)){if(e.eq(br)||e.eq(Mi))return ke;if(e.eq(ke))return br;var i=this.shr(1);return o=i.div(e).shl(1),o.eq(Ge)?e.isNegative()?br:Mi:(n=this.sub(e.mul(o)),s=o.add(n.div(e)),s)}else if(e.eq(ke))return this.unsigned?Bt:Ge;if(this.isNegative())return e.isNegative()?this.neg().div(e.neg()):this.neg().div(e).neg();if(e.isNegative())return this.div(e.neg()).neg();s=Ge}for(n=this;n.gte(e);){o=Math.max(1,Math.floor(n.toNumber()/e.toNumber()));for(var a=Math.ceil(Math.log(o)/Math.LN2),l=a<=48?1:ln(2,a-48),c=We(o),u=c.mul(e);u.isNegative()||u.gt(n);)o-=l,c=We(o,this.unsigned),u=c.mul(e);c.isZero()&&(c=br),s=s.add(c),n=n.sub(u)}return s};k.div=k.divide;k.modulo=function(e){if(Ae(e)||(e=Xe(e)),Ve){var t=(this.unsigned?Ve.rem_u:Ve.rem_s)(this.low,this.high,e.low,e.high);return ee(t,Ve.get_high(),this.unsigned)}return this.sub(this.div(e).mul(e))};k.mod=k.modulo;k.rem=k.modulo;k.not=function(){return ee(~this.low,~this.high,this.unsigned)};k.and=function(e){return Ae(e)||(e=Xe(e)),ee(this.low&e.low,this.high&e.high,this.unsigned)};k.or=function(e){return Ae(e)||(e=Xe(e)),ee(this.low|e.low,this.high|e.high,this.unsigned)};k.xor=function(e){return Ae(e)||(e=Xe(e)),ee(this.low^e.low,this.high^e.high,this.unsigned)};k.shiftLeft=function(e){return Ae(e)&&(e=e.toInt()),(e&=63)===0?this:e<32?ee(this.low<<e,this.high<<e|this.low>>>32-e,this.unsigned):ee(0,this.low<<e-32,this.unsigned)};k.shl=k.shiftLeft;k.shiftRight=function(e){return Ae(e)&&(e=e.toInt()),(e&=63)===0?this:e<32?ee(this.low>>>e|this.high<<32-e,this.high>>e,this.unsigned):ee(this.high>>e-32,this.high>=0?0:-1,this.unsigned)};k.shr=k.shiftRight;k.shiftRightUnsigned=function(e){if(Ae(e)&&(e=e.toInt()),e&=63,e===0)return this;var t=this.high;if(e<32){var o=this.low;return ee(o>>>e|t<<32-e,t>>>e,this.unsigned)}else return e===32?ee(t,0,this.unsigned):ee(t>>>e-32,0,this.unsigned)};k.shru=k.shiftRightUnsigned;k.shr_u=k.shiftRightUnsigned;k.toSigned=function(){return this.unsigned?ee(this.low,this.high,!1):this};k.toUnsigned=function(){return this.unsigned?this:ee(this.low,this.high,!0)};k.toBytes=function(e){return e?this.toBytesLE():this.toBytesBE()};k.toBytesLE=function(){var e=this.high,t=this.low;return[t&255,t>>>8&255,t>>>16&255,t>>>24,e&255,e>>>8&255,e>>>16&255,e>>>24]};k.toBytesBE=function(){var e=this.high,t=this.low;return[e>>>24,e>>>16&255,e>>>8&255,e&255,t>>>24,t>>>16&255,t>>>8&255,t&255]};J.fromBytes=function(e,t,o){return o?J.fromBytesLE(e,t):J.fromBytesBE(e,t)};J.fromBytesLE=function(e,t){return new J(e[0]|e[1]<<8|e[2]<<16|e[3]<<24,e[4]|e[5]<<8|e[6]<<16|e[7]<<24,t)};J.fromBytesBE=function(e,t){return new J(e[4]<<24|e[5]<<16|e[6]<<8|e[7],e[0]<<24|e[1]<<16|e[2]<<8|e[3],t)}});var sy={};var Pp=jC(()=>{});var Lp=Fl(()=>{});var jr=class{constructor(e,t){this.backend=e,this.dataMover=t,this.data=new WeakMap,this.dataIdsCount=0}get(e){return this.data.has(e)||this.dataMover.moveData(this.backend,e),this.data.get(e)}set(e,t){this.dataIdsCount++,this.data.set(e,t)}has(e){return this.data.has(e)}delete(e){return this.dataIdsCount--,this.data.delete(e)}numDataIds(){return this.dataIdsCount}},_t=class{refCount(e){return Ne("refCount")}incRef(e){return Ne("incRef")}timerAvailable(){return!0}time(e){return Ne("time")}read(e){return Ne("read")}readSync(e){return Ne("readSync")}readToGPU(e,t){return Ne("readToGPU")}numDataIds(){return Ne("numDataIds")}disposeData(e,t){return Ne("disposeData")}write(e,t,o){return Ne("write")}move(e,t,o,n,s){return Ne("move")}createTensorFromGPUData(e,t,o){return Ne("createTensorFromGPUData")}memory(){return Ne("memory")}floatPrecision(){return Ne("floatPrecision")}epsilon(){return this.floatPrecision()===32?1e-7:1e-4}dispose(){return Ne("dispose")}};function Ne(r){throw new Error(`'${r}' not yet implemented or not found in the registry. This kernel may not be supported by the tfjs backend you have chosen`)}function Dl(r){let e=r.length,t=0;for(;e>0;)t=Math.random()*e|0,e--,Ao(r,e,t)}function QC(r,e){if(r.length!==e.length)throw new Error(`Array sizes must match to be shuffled together First array length was ${r.length}Second array length was ${e.length}`);let t=r.length,o=0;for(;t>0;)o=Math.random()*t|0,t--,Ao(r,t,o),Ao(e,t,o)}function ar(r,e,t){return Math.max(r,Math.min(e,t))}function JC(r){return r%2===0?r:r+1}function Ao(r,e,t){let o=r[e];r[e]=r[t],r[t]=o}function eb(r){let e=0;for(let t=0;t<r.length;t++)e+=r[t];return e}function tb(r,e){let t=Math.random();return e*t+(1-t)*r}function rb(r,e){let t=0;for(let o=0;o<r.length;o++){let n=Number(r[o])-Number(e[o]);t+=n*n}return t}function F(r,e){if(!r)throw new Error(typeof e=="string"?e:e())}function Fo(r,e,t=""){F(lr(r,e),()=>t+` Shapes ${r} and ${e} must match`)}function ob(r){F(r!=null,()=>"The input to the tensor constructor must be a non-null value.")}function oe(r){if(r.length===0)return 1;let e=r[0];for(let t=1;t<r.length;t++)e*=r[t];return e}function nb(r){return r.length===0}function sb(r,e){if(r===e)return!0;if(r==null||e==null||r.length!==e.length)return!1;for(let t=0;t<r.length;t++)if(r[t]!==null&&e[t]!==null&&r[t]!==e[t])return!1;return!0}function lr(r,e){if(r===e)return!0;if(r==null||e==null||r.length!==e.length)return!1;for(let t=0;t<r.length;t++)if(r[t]!==e[t])return!1;return!0}function Yr(r){return r%1===0}function ib(r){if(Math.tanh!=null)return Math.tanh(r);if(r===1/0)return 1;if(r===-1/0)return-1;{let e=Math.exp(2*r);return(e-1)/(e+1)}}function ab(r){let e=Math.ceil(Math.sqrt(r));return[e,Math.ceil(r/e)]}function lb(r){let e=new Uint32Array(r);for(let t=0;t<r;++t)e[t]=t;return Dl(e),e}function Ot(r,e){return e<=r.length?r:r+" ".repeat(e-r.length)}function cb(r,e=n=>0,t,o){return new Promise((n,s)=>{let i=0,a=()=>{if(r()){n();return}i++;let l=e(i);if(t!=null&&i>=t){s();return}o!=null?o(a,l):setTimeout(a,l)};a()})}function ub(r,e){let t=1,o=-1;for(let s=0;s<r.length;++s)if(r[s]>=0)t*=r[s];else if(r[s]===-1){if(o!==-1)throw Error(`Shapes can only have 1 implicit size. Found -1 at dim ${o} and dim ${s}`);o=s}else if(r[s]<0)throw Error(`Shapes can not be < 0. Found ${r[s]} at dim ${s}`);if(o===-1){if(e>0&&e!==t)throw Error(`Size(${e}) must match the product of shape ${r}`);return r}if(t===0)throw Error(`Cannot infer the missing size in [${r}] when there are 0 elements`);if(e%t!==0)throw Error(`The implicit shape can't be a fractional number. Got ${e} / ${t}`);let n=r.slice();return n[o]=e/t,n}function Ol(r,e){let t=e.length;return r=r==null?e.map((o,n)=>n):[].concat(r),F(r.every(o=>o>=-t&&o<t),()=>`All values in axis param must be in range [-${t}, ${t}) but got axis ${r}`),F(r.every(o=>Yr(o)),()=>`All values in axis param must be integers but got axis ${r}`),r.map(o=>o<0?t+o:o)}function pb(r,e){let t=[],o=[],n=e!=null&&Array.isArray(e)&&e.length===0,s=e==null||n?null:Ol(e,r).sort(),i=0;for(let a=0;a<r.length;++a){if(s!=null){if(s[i]===a&&r[a]!==1)throw new Error(`Can't squeeze axis ${a} since its dim '${r[a]}' is not 1`);(s[i]==null||s[i]>a)&&r[a]===1&&(t.push(r[a]),o.push(a)),s[i]<=a&&i++}r[a]!==1&&(t.push(r[a]),o.push(a))}return{newShape:t,keptDims:o}}function fb(r,e){return _o(r,e)}function _o(r,e){let t=null;if(r==null||r==="float32")t=new Float32Array(e);else if(r==="int32")t=new Int32Array(e);else if(r==="bool")t=new Uint8Array(e);else if(r==="string")t=new Array(e);else throw new Error(`Unknown data type ${r}`);return t}function Ti(r,e){for(let t=0;t<r.length;t++){let o=r[t];if(isNaN(o)||!isFinite(o))throw Error(`A tensor of type ${e} being uploaded contains ${o}.`)}}function $i(r){return r==="bool"||r==="complex64"||r==="float32"||r==="int32"||r==="string"}function db(r,e){return!(e==="complex64"||e==="float32"&&r!=="complex64"||e==="int32"&&r!=="float32"&&r!=="complex64"||e==="bool"&&r==="bool")}function cr(r){if(r==="float32"||r==="int32")return 4;if(r==="complex64")return 8;if(r==="bool")return 1;throw new Error(`Unknown dtype ${r}`)}function Ei(r){if(r==null)return 0;let e=0;return r.forEach(t=>e+=t.length),e}function ur(r){return typeof r=="string"||r instanceof String}function Pl(r){return typeof r=="boolean"}function Ll(r){return typeof r=="number"}function St(r){return Array.isArray(r)?St(r[0]):r instanceof Float32Array?"float32":r instanceof Int32Array||r instanceof Uint8Array||r instanceof Uint8ClampedArray?"int32":Ll(r)?"float32":ur(r)?"string":Pl(r)?"bool":"float32"}function pr(r){return!!(r&&r.constructor&&r.call&&r.apply)}function fr(r,e){for(let t=e;t<r;++t)if(r%t===0)return t;return r}function tt(r){let e=r.length;if(e<2)return[];let t=new Array(e-1);t[e-2]=r[e-1];for(let o=e-3;o>=0;--o)t[o]=t[o+1]*r[o+1];return t}function Ml(r,e,t,o=!1){let n=new Array;if(e.length===1){let s=e[0]*(o?2:1);for(let i=0;i<s;i++)n[i]=t[r+i]}else{let s=e[0],i=e.slice(1),a=i.reduce((l,c)=>l*c)*(o?2:1);for(let l=0;l<s;l++)n[l]=Ml(r+l*a,i,t,o)}return n}function Dt(r,e,t=!1){if(r.length===0)return e[0];let o=r.reduce((n,s)=>n*s)*(t?2:1);if(o===0)return[];if(o!==e.length)throw new Error(`[${r}] does not match the input size ${e.length}${t?" for a complex tensor":""}.`);return Ml(0,r,e,t)}function mb(r,e){if(Array.isArray(r))return r;if(e==="float32")return r instanceof Float32Array?r:new Float32Array(r);if(e==="int32")return r instanceof Int32Array?r:new Int32Array(r);if(e==="bool"||e==="string")return Uint8Array.from(new Int32Array(r));throw new Error(`Unknown dtype ${e}`)}function Ri(r,e){let t=dr(r,e);for(let o=0;o<t.length;o++)t[o]=1;return t}function dr(r,e){if(e==null||e==="float32"||e==="complex64")return new Float32Array(r);if(e==="int32")return new Int32Array(r);if(e==="bool")return new Uint8Array(r);throw new Error(`Unknown data type ${e}`)}function hb(r,e){let t=r.reduce((o,n)=>o*n,1);if(e==null||e==="float32")return Dt(r,new Float32Array(t));if(e==="int32")return Dt(r,new Int32Array(t));if(e==="bool")return Dt(r,new Uint8Array(t));throw new Error(`Unknown data type ${e}`)}function qe(r){r.forEach(e=>{F(Number.isInteger(e)&&e>=0,()=>`Tensor must have a shape comprised of positive integers but got shape [${r}].`)})}function gb(r,e,t){if(e===0)return 0;if(e===1)return r[0];let o=r[r.length-1];for(let n=0;n<r.length-1;++n)o+=t[n]*r[n];return o}function xb(r,e,t){if(e===0)return[];if(e===1)return[r];let o=new Array(e);for(let n=0;n<o.length-1;++n)o[n]=Math.floor(r/t[n]),r-=o[n]*t[n];return o[o.length-1]=r,o}function Pt(r){return r&&r.then&&typeof r.then=="function"}var Bl="tfjsflags",Zr=class{constructor(e){this.global=e,this.flags={},this.flagRegistry={},this.urlFlags={},this.getQueryParams=bb,this.populateURLFlags()}setPlatform(e,t){this.platform!=null&&(S().getBool("IS_TEST")||S().getBool("PROD")||console.warn(`Platform ${this.platformName} has already been set. Overwriting the platform with ${e}.`)),this.platformName=e,this.platform=t}registerFlag(e,t,o){if(this.flagRegistry[e]={evaluationFn:t,setHook:o},this.urlFlags[e]!=null){let n=this.urlFlags[e];S().getBool("IS_TEST")||S().getBool("PROD")||console.warn(`Setting feature override from URL ${e}: ${n}.`),this.set(e,n)}}async getAsync(e){return e in this.flags?this.flags[e]:(this.flags[e]=await this.evaluateFlag(e),this.flags[e])}get(e){if(e in this.flags)return this.flags[e];let t=this.evaluateFlag(e);if(Pt(t))throw new Error(`Flag ${e} cannot be synchronously evaluated. Please use getAsync() instead.`);return this.flags[e]=t,this.flags[e]}getNumber(e){return this.get(e)}getBool(e){return this.get(e)}getString(e){return this.get(e)}getFlags(){return this.flags}get features(){return this.flags}set(e,t){if(this.flagRegistry[e]==null)throw new Error(`Cannot set flag ${e} as it has not been registered.`);this.flags[e]=t,this.flagRegistry[e].setHook!=null&&this.flagRegistry[e].setHook(t)}evaluateFlag(e){if(this.flagRegistry[e]==null)throw new Error(`Cannot evaluate flag '${e}': no evaluation function found.`);return this.flagRegistry[e].evaluationFn()}setFlags(e){this.flags=Object.assign({},e)}reset(){this.flags={},this.urlFlags={},this.populateURLFlags()}populateURLFlags(){if(typeof this.global>"u"||typeof this.global.location>"u"||typeof this.global.location.search>"u")return;let e=this.getQueryParams(this.global.location.search);Bl in e&&e[Bl].split(",").forEach(o=>{let[n,s]=o.split(":");this.urlFlags[n]=wb(n,s)})}};function bb(r){let e={};return r.replace(/[?&]([^=?&]+)(?:=([^&]*))?/g,(t,...o)=>(yb(e,o[0],o[1]),o.join("="))),e}function yb(r,e,t){r[decodeURIComponent(e)]=decodeURIComponent(t||"")}function wb(r,e){let t=e.toLowerCase();return t==="true"||t==="false"?t==="true":`${+t}`===t?+t:e}function S(){return Ni}var Ni=null;function Ul(r){Ni=r}var ki;function Ai(){if(ki==null){let r;if(typeof window<"u")r=window;else if(typeof global<"u")r=global;else if(typeof process<"u")r=process;else if(typeof self<"u")r=self;else throw new Error("Could not find a global object");ki=r}return ki}function Sb(){let r=Ai();return r._tfGlobals==null&&(r._tfGlobals=new Map),r._tfGlobals}function Qr(r,e){let t=Sb();if(t.has(r))return t.get(r);{let o=e();return t.set(r,o),t.get(r)}}var Vl="Acos",Wl="Acosh";var Gl="AddN";var zl="ArgMax",Hl="ArgMin",Kl="Asin",ql="Asinh",Xl="Atan",jl="Atanh",Yl="Atan2",Zl="AvgPool",Ql="AvgPoolGrad",Jl="AvgPool3D",ec="AvgPool3DGrad",tc="BatchMatMul",rc="BatchToSpaceND",oc="Bincount",Do="BitwiseAnd";var nc="BroadcastArgs",Lt="Cast",Oo="Ceil",sc="ClipByValue",Jr="Complex",Po="ComplexAbs",ic="Concat",ac="Conv2D",lc="Conv2DBackpropFilter",cc="Conv2DBackpropInput",uc="Conv3D",pc="Conv3DBackpropFilterV2",fc="Conv3DBackpropInputV2";var dc="Cosh",mc="Cumprod",hc="Cumsum",gc="CropAndResize",xc="DenseBincount",Cc="DepthToSpace",bc="DepthwiseConv2dNative",yc="DepthwiseConv2dNativeBackpropFilter",wc="DepthwiseConv2dNativeBackpropInput",Sc="Diag",vc="Dilation2D";var Lo="RealDiv",Ic="Einsum";var Tc="EluGrad";var Mo="Equal";var $c="ExpandDims",Bo="Expm1";var Uo="Fill",Ec="FlipLeftRight",Vo="Floor",mr="FloorDiv",Rc="FusedBatchNorm",Nc="GatherV2",kc="GatherNd",Wo="Greater",Go="GreaterEqual",Mt="Identity",Ac="IFFT",Fc="Imag",_c="IsFinite",Dc="IsInf",Oc="IsNan",zo="LeakyRelu",Ho="Less",Ko="LessEqual",Pc="LinSpace";var Lc="Log1p",Mc="LogicalAnd",Bc="LogicalNot",Uc="LogicalOr";var Vc="LRNGrad";var hr="Maximum",Wc="MaxPool",Gc="MaxPoolGrad",zc="MaxPool3D",Hc="MaxPool3DGrad",Kc="MaxPoolWithArgmax",qc="Mean";var qo="Minimum",Xc="MirrorPad";var jc="Multinomial",gr="Multiply";var Xo="NotEqual",Yc="NonMaxSuppressionV3",Zc="NonMaxSuppressionV4",Qc="NonMaxSuppressionV5",Jc="OnesLike",eu="OneHot",tu="Pack",ru="PadV2";var jo="Prelu",Fi="Prod",ou="RaggedGather",nu="RaggedRange",su="RaggedTensorToTensor",iu="Range",_i="Real",au="Reciprocal",Yo="Relu",Zo="Reshape",lu="ResizeNearestNeighbor",cu="ResizeNearestNeighborGrad",uu="ResizeBilinear",pu="ResizeBilinearGrad",Qo="Relu6",fu="Reverse",du="Round",Jo="Rsqrt",mu="ScatterNd",hu="TensorScatterUpdate",gu="SearchSorted",xu="Select",Cu="Selu",Di="Slice";var bu="Sinh",yu="Sign",xr="Sigmoid",wu="Softplus",Cr="Sqrt";var Su="SpaceToBatchND",vu="SplitV",Iu="Softmax",Tu="SparseFillEmptyRows",$u="SparseReshape",Eu="SparseSegmentMean",Ru="SparseSegmentSum",Nu="SparseToDense",en="SquaredDifference",ku="Square",tn="StaticRegexReplace",Au="StridedSlice",Fu="StringNGrams",_u="StringSplit",Du="StringToHashBucketFast";var Ou="Tanh",rn="Tile",Pu="TopK",Lu="Transform",Mu="Transpose",Bu="Unique",Uu="Unpack",Vu="UnsortedSegmentSum";var on="ZerosLike",nn="Step",Wu="FromPixels",Gu="RotateWithOffset",zu="_FusedMatMul",Hu="FusedConv2D",Ku="FusedDepthwiseConv2D";function ut(...r){S().getBool("IS_TEST")||S().getBool("PROD")||console.warn(...r)}function vb(...r){S().getBool("IS_TEST")||S().getBool("PROD")||console.log(...r)}var sn=Qr("kernelRegistry",()=>new Map),Ib=Qr("gradRegistry",()=>new Map);function Oi(r,e){let t=ju(r,e);return sn.get(t)}function Pi(r){return Ib.get(r)}function Li(r){let e=sn.entries(),t=[];for(;;){let{done:o,value:n}=e.next();if(o)break;let[s,i]=n,[a]=s.split("_");a===r&&t.push(i)}return t}function Xu(r){let{kernelName:e,backendName:t}=r,o=ju(e,t);sn.has(o)&&ut(`The kernel '${e}' for backend '${t}' is already registered`),sn.set(o,r)}function ju(r,e){return`${e}_${r}`}var C={};wt(C,{arraysEqual:()=>lr,arraysEqualWithNull:()=>sb,assert:()=>F,assertNonNegativeIntegerDimensions:()=>qe,assertNonNull:()=>ob,assertShapesMatch:()=>Fo,bytesFromStringArray:()=>Ei,bytesPerElement:()=>cr,checkConversionForErrors:()=>Ti,clamp:()=>ar,computeStrides:()=>tt,convertBackendValuesAndArrayBuffer:()=>mb,createScalarValue:()=>Ab,createShuffledIndices:()=>lb,decodeString:()=>vr,distSquared:()=>rb,encodeString:()=>Sr,fetch:()=>_b,fingerPrint64:()=>kb,flatten:()=>It,getArrayFromDType:()=>_o,getTypedArrayFromDType:()=>fb,hasEncodingLoss:()=>db,hexToLong:()=>eo,indexToLoc:()=>xb,inferDtype:()=>St,inferFromImplicitShape:()=>ub,isBoolean:()=>Pl,isFunction:()=>pr,isInt:()=>Yr,isNumber:()=>Ll,isPromise:()=>Pt,isScalarShape:()=>nb,isString:()=>ur,isTypedArray:()=>de,isValidDtype:()=>$i,locToIndex:()=>gb,makeOnesTypedArray:()=>Ri,makeZerosNestedTypedArray:()=>hb,makeZerosTypedArray:()=>dr,nearestDivisor:()=>fr,nearestLargerEven:()=>JC,now:()=>Gt,parseAxisParam:()=>Ol,randUniform:()=>tb,repeatedTry:()=>cb,rightPad:()=>Ot,shuffle:()=>Dl,shuffleCombo:()=>QC,sizeFromShape:()=>oe,sizeToSquarishShape:()=>ab,squeezeShape:()=>pb,sum:()=>eb,swap:()=>Ao,tanh:()=>ib,toNestedArray:()=>Dt,toTypedArray:()=>wr});function an(r){return r instanceof Float32Array||r instanceof Int32Array||r instanceof Uint8Array||r instanceof Uint8ClampedArray}var Vi=YC(ip());var Wt=Vi.default||Vi;function eo(r){return Wt.fromString(r,!0,16)}var lp=eo("c3a5c85c97cb3127"),Vt=eo("b492b66fbe98f273"),xe=eo("9ae16a3b2f90404f");function Ui(r){return r.xor(r.shru(47))}function cp(r,e,t){let o=r.slice(e,e+t);return Wt.fromBytes(Array.from(o),!0,!0)}function Z(r,e){return cp(r,e,8)}function ap(r,e){return cp(r,e,4)}function ae(r,e){return e===0?r:r.shru(e).or(r.shl(64-e))}function vt(r,e,t=eo("9ddfea08eb382d69")){let o=r.xor(e).mul(t);o=o.xor(o.shru(47));let n=e.xor(o).mul(t);return n=n.xor(n.shru(47)),n=n.mul(t),n}function $b(r,e,t,o,n,s){n=n.add(r),s=ae(s.add(n).add(o),21);let i=n;return n=n.add(e),n=n.add(t),s=s.add(ae(n,44)),[n.add(o),s.add(i)]}function cn(r,e,t,o){return $b(Z(r,e),Z(r,e+8),Z(r,e+16),Z(r,e+24),t,o)}function Eb(r,e=r.length){if(e>=8){let t=xe.add(e*2),o=Z(r,0).add(xe),n=Z(r,e-8),s=ae(n,37).mul(t).add(o),i=ae(o,25).add(n).mul(t);return vt(s,i,t)}if(e>=4){let t=xe.add(e*2),o=ap(r,0);return vt(o.shl(3).add(e),ap(r,e-4),t)}if(e>0){let t=r[0],o=r[e>>1],n=r[e-1],s=t+(o<<8),i=e+(n<<2);return Ui(xe.mul(s).xor(lp.mul(i))).mul(xe)}return xe}function Rb(r,e=r.length){let t=xe.add(e*2),o=Z(r,0).mul(Vt),n=Z(r,8),s=Z(r,e-8).mul(t),i=Z(r,e-16).mul(xe);return vt(ae(o.add(n),43).add(ae(s,30)).add(i),o.add(ae(n.add(xe),18)).add(s),t)}function Nb(r,e=r.length){let t=xe.add(e*2),o=Z(r,0).mul(xe),n=Z(r,8),s=Z(r,e-8).mul(t),i=Z(r,e-16).mul(xe),a=ae(o.add(n),43).add(ae(s,30)).add(i),l=vt(a,o.add(ae(n.add(xe),18)).add(s),t),c=Z(r,16).mul(t),u=Z(r,24),p=a.add(Z(r,e-32)).mul(t),f=l.add(Z(r,e-24)).mul(t);return vt(ae(c.add(u),43).add(ae(p,30)).add(f),c.add(ae(u.add(o),18)).add(p),t)}function kb(r,e=r.length){let t=Wt.fromNumber(81,!0);if(e<=32)return e<=16?Eb(r,e):Rb(r,e);if(e<=64)return Nb(r,e);let o=t,n=t.mul(Vt).add(113),s=Ui(n.mul(xe).add(113)).mul(xe),i=[Wt.UZERO,Wt.UZERO],a=[Wt.UZERO,Wt.UZERO];o=o.mul(xe).add(Z(r,0));let l=0,c=(e-1>>6)*64,u=c+(e-1&63)-63;do o=ae(o.add(n).add(i[0]).add(Z(r,l+8)),37).mul(Vt),n=ae(n.add(i[1]).add(Z(r,l+48)),42).mul(Vt),o=o.xor(a[1]),n=n.add(i[0]).add(Z(r,l+40)),s=ae(s.add(a[0]),33).mul(Vt),i=cn(r,l,i[1].mul(Vt),o.add(a[0])),a=cn(r,l+32,s.add(a[1]),n.add(Z(r,l+16))),[s,o]=[o,s],l+=64;while(l!==c);let p=Vt.add(s.and(255).shl(1));return l=u,a[0]=a[0].add(e-1&63),i[0]=i[0].add(a[0]),a[0]=a[0].add(i[0]),o=ae(o.add(n).add(i[0]).add(Z(r,l+8)),37).mul(p),n=ae(n.add(i[1]).add(Z(r,l+48)),42).mul(p),o=o.xor(a[1].mul(9)),n=n.add(i[0].mul(9).add(Z(r,l+40))),s=ae(s.add(a[0]),33).mul(p),i=cn(r,l,i[1].mul(p),o.add(a[0])),a=cn(r,l+32,s.add(a[1]),n.add(Z(r,l+16))),[s,o]=[o,s],vt(vt(i[0],a[0],p).add(Ui(n).mul(lp)).add(s),vt(i[1],a[1],p).add(o),p)}function Ab(r,e){return e==="string"?Sr(r):wr([r],e)}function Fb(r,e){return r instanceof Float32Array&&e==="float32"||r instanceof Int32Array&&e==="int32"||r instanceof Uint8Array&&e==="bool"}function wr(r,e){if(e==="string")throw new Error("Cannot convert a string[] to a TypedArray");if(Array.isArray(r)&&(r=It(r)),S().getBool("DEBUG")&&Ti(r,e),Fb(r,e))return r;if(e==null||e==="float32"||e==="complex64")return new Float32Array(r);if(e==="int32")return new Int32Array(r);if(e==="bool"){let t=new Uint8Array(r.length);for(let o=0;o<t.length;++o)Math.round(r[o])!==0&&(t[o]=1);return t}else throw new Error(`Unknown data type ${e}`)}function Gt(){return S().platform.now()}function _b(r,e){return S().platform.fetch(r,e)}function Sr(r,e="utf-8"){return e=e||"utf-8",S().platform.encode(r,e)}function vr(r,e="utf-8"){return e=e||"utf-8",S().platform.decode(r,e)}function de(r){return S().platform.isTypedArray!=null?S().platform.isTypedArray(r):an(r)}function It(r,e=[],t=!1){if(e==null&&(e=[]),typeof r=="boolean"||typeof r=="number"||typeof r=="string"||Pt(r)||r==null||de(r)&&t)e.push(r);else if(Array.isArray(r)||de(r))for(let o=0;o<r.length;++o)It(r[o],e,t);else{let o=-1;for(let n of Object.keys(r))/^([1-9]+[0-9]*|0)$/.test(n)&&(o=Math.max(o,Number(n)));for(let n=0;n<=o;n++)It(r[n],e,t)}return e}var un=class{constructor(e,t){this.backendTimer=e,this.logger=t,t==null&&(this.logger=new Wi)}profileKernel(e,t,o){let n,s=()=>{n=o()},i,a=Gt();if(this.backendTimer.timerAvailable())i=this.backendTimer.time(s);else{s();for(let c of n)c.dataSync();i=Promise.resolve({kernelMs:Gt()-a})}if(S().getBool("CHECK_COMPUTATION_FOR_ERRORS"))for(let c=0;c<n.length;c++){let u=n[c];u.data().then(p=>{Db(p,u.dtype,e)})}return{kernelName:e,outputs:n,inputs:t,timeMs:i.then(c=>c.kernelMs),extraInfo:i.then(c=>c.getExtraProfileInfo!=null?c.getExtraProfileInfo():"")}}logKernelProfile(e){let{kernelName:t,outputs:o,timeMs:n,inputs:s,extraInfo:i}=e;o.forEach(a=>{Promise.all([a.data(),n,i]).then(l=>{this.logger.logKernelProfile(t,a,l[0],l[1],s,l[2])})})}};function Db(r,e,t){if(e!=="float32")return!1;for(let o=0;o<r.length;o++){let n=r[o];if(isNaN(n)||!isFinite(n))return console.warn(`Found ${n} in the result of '${t}'`),!0}return!1}var Wi=class{logKernelProfile(e,t,o,n,s,i){let a=typeof n=="number"?Ot(`${n}ms`,9):n.error,l=Ot(e,25),c=t.rank,u=t.size,p=Ot(t.shape.toString(),14),f="";for(let d in s){let m=s[d];if(m!=null){let x=m.shape||t.shape,g=x.length;f+=`${d}: ${g}D ${g>0?x:""} `}}console.log(`%c${l}	%c${a}	%c${c}D ${p}	%c${u}	%c${f}	%c${i}`,"font-weight:bold","color:red","color:blue","color: orange","color: green","color: steelblue")}};function up(r,e,t){let o={},n={};for(let l=0;l<e.length;l++)o[e[l].id]=!0;for(let l=0;l<r.length;l++){let c=r[l],u=c.inputs;for(let p in u){let f=u[p],d=!1;for(let m=0;m<e.length;m++)if(o[f.id]){c.outputs.forEach(x=>o[x.id]=!0),d=!0,n[c.id]=!0;break}if(d)break}}let s={};s[t.id]=!0;let i={};for(let l=r.length-1;l>=0;l--){let c=r[l],u=c.inputs;for(let p=0;p<c.outputs.length;p++)if(s[c.outputs[p].id]){for(let f in u)s[u[f].id]=!0,i[c.id]=!0;break}}let a=[];for(let l=0;l<r.length;l++){let c=r[l];if(n[c.id]&&i[c.id]){let u={};for(let f in c.inputs){let d=c.inputs[f];o[d.id]&&(u[f]=d)}let p=Object.assign({},c);p.inputs=u,p.outputs=c.outputs,a.push(p)}}return a}function pp(r,e,t,o){for(let n=e.length-1;n>=0;n--){let s=e[n],i=[];if(s.outputs.forEach(l=>{let c=r[l.id];c!=null?i.push(c):i.push(null)}),s.gradient==null)throw new Error(`Cannot compute gradient: gradient function not found for ${s.kernelName}.`);let a=s.gradient(i);for(let l in s.inputs){if(!(l in a))throw new Error(`Cannot backprop through input ${l}. Available gradients found: ${Object.keys(a)}.`);let c=t(()=>a[l]());if(c.dtype!=="float32")throw new Error(`Error in gradient for op ${s.kernelName}. The gradient of input ${l} must have 'float32' dtype, but has '${c.dtype}'`);let u=s.inputs[l];if(!lr(c.shape,u.shape))throw new Error(`Error in gradient for op ${s.kernelName}. The gradient of input '${l}' has shape '${c.shape}', which does not match the shape of the input '${u.shape}'`);if(r[u.id]==null)r[u.id]=c;else{let p=r[u.id];r[u.id]=o(p,c),p.dispose()}}}}var fp=20,to=3,Gi=7;function dp(r,e,t,o){let n=tt(e),s=Ob(r,e,t,n),i=e.length,a=pn(r,e,t,n,s),l=["Tensor"];return o&&(l.push(`  dtype: ${t}`),l.push(`  rank: ${i}`),l.push(`  shape: [${e}]`),l.push("  values:")),l.push(a.map(c=>"    "+c).join(`
`)),l.join(`
`)}function Ob(r,e,t,o){let n=oe(e),s=o[o.length-1],i=new Array(s).fill(0),a=e.length,l=t==="complex64"?oo(r):r;if(a>1)for(let c=0;c<n/s;c++){let u=c*s;for(let p=0;p<s;p++)i[p]=Math.max(i[p],ro(l[u+p],0,t).length)}return i}function ro(r,e,t){let o;return Array.isArray(r)?o=`${parseFloat(r[0].toFixed(Gi))} + ${parseFloat(r[1].toFixed(Gi))}j`:ur(r)?o=`'${r}'`:t==="bool"?o=mp(r):o=parseFloat(r.toFixed(Gi)).toString(),Ot(o,e)}function mp(r){return r===0?"false":"true"}function pn(r,e,t,o,n,s=!0){let i=t==="complex64"?2:1,a=e[0],l=e.length;if(l===0){if(t==="complex64"){let x=oo(r);return[ro(x[0],0,t)]}return t==="bool"?[mp(r[0])]:[r[0].toString()]}if(l===1){if(a>fp){let g=to*i,h=Array.from(r.slice(0,g)),b=Array.from(r.slice((a-to)*i,a*i));return t==="complex64"&&(h=oo(h),b=oo(b)),["["+h.map((w,v)=>ro(w,n[v],t)).join(", ")+", ..., "+b.map((w,v)=>ro(w,n[a-to+v],t)).join(", ")+"]"]}return["["+(t==="complex64"?oo(r):Array.from(r)).map((g,h)=>ro(g,n[h],t)).join(", ")+"]"]}let c=e.slice(1),u=o.slice(1),p=o[0]*i,f=[];if(a>fp){for(let x=0;x<to;x++){let g=x*p,h=g+p;f.push(...pn(r.slice(g,h),c,t,u,n,!1))}f.push("...");for(let x=a-to;x<a;x++){let g=x*p,h=g+p;f.push(...pn(r.slice(g,h),c,t,u,n,x===a-1))}}else for(let x=0;x<a;x++){let g=x*p,h=g+p;f.push(...pn(r.slice(g,h),c,t,u,n,x===a-1))}let d=l===2?",":"";f[0]="["+(a>0?f[0]+d:"");for(let x=1;x<f.length-1;x++)f[x]=" "+f[x]+d;let m=`,
`;for(let x=2;x<l;x++)m+=`
`;return f[f.length-1]=" "+f[f.length-1]+"]"+(s?"":m),f}function oo(r){let e=[];for(let t=0;t<r.length;t+=2)e.push([r[t],r[t+1]]);return e}var rt=class{constructor(e,t,o){if(this.dtype=t,this.shape=e.slice(),this.size=oe(e),o!=null){let n=o.length;F(n===this.size,()=>`Length of values '${n}' does not match the size inferred by the shape '${this.size}'.`)}if(t==="complex64")throw new Error("complex64 dtype TensorBuffers are not supported. Please create a TensorBuffer for the real and imaginary parts separately and call tf.complex(real, imag).");this.values=o||_o(t,this.size),this.strides=tt(e)}set(e,...t){t.length===0&&(t=[0]),F(t.length===this.rank,()=>`The number of provided coordinates (${t.length}) must match the rank (${this.rank})`);let o=this.locToIndex(t);this.values[o]=e}get(...e){e.length===0&&(e=[0]);let t=0;for(let n of e){if(n<0||n>=this.shape[t]){let s=`Requested out of range element at ${e}.   Buffer shape=${this.shape}`;throw new Error(s)}t++}let o=e[e.length-1];for(let n=0;n<e.length-1;++n)o+=this.strides[n]*e[n];return this.values[o]}locToIndex(e){if(this.rank===0)return 0;if(this.rank===1)return e[0];let t=e[e.length-1];for(let o=0;o<e.length-1;++o)t+=this.strides[o]*e[o];return t}indexToLoc(e){if(this.rank===0)return[];if(this.rank===1)return[e];let t=new Array(this.shape.length);for(let o=0;o<t.length-1;++o)t[o]=Math.floor(e/this.strides[o]),e-=t[o]*this.strides[o];return t[t.length-1]=e,t}get rank(){return this.shape.length}toTensor(){return je().makeTensor(this.values,this.shape,this.dtype)}},je=null,Ir=null,Pb=null;function hp(r){je=r}function gp(r){Ir=r}function xp(r){Pb=r}var me=class{constructor(e,t,o,n){this.kept=!1,this.isDisposedInternal=!1,this.shape=e.slice(),this.dtype=t||"float32",this.size=oe(e),this.strides=tt(e),this.dataId=o,this.id=n,this.rankType=this.rank<5?this.rank.toString():"higher"}get rank(){return this.shape.length}async buffer(){let e=await this.data();return Ir.buffer(this.shape,this.dtype,e)}bufferSync(){return Ir.buffer(this.shape,this.dtype,this.dataSync())}async array(){let e=await this.data();return Dt(this.shape,e,this.dtype==="complex64")}arraySync(){return Dt(this.shape,this.dataSync(),this.dtype==="complex64")}async data(){this.throwIfDisposed();let e=je().read(this.dataId);if(this.dtype==="string"){let t=await e;try{return t.map(o=>vr(o))}catch{throw new Error("Failed to decode the string bytes into utf-8. To get the original bytes, call tensor.bytes().")}}return e}dataToGPU(e){return this.throwIfDisposed(),je().readToGPU(this.dataId,e)}dataSync(){this.throwIfDisposed();let e=je().readSync(this.dataId);if(this.dtype==="string")try{return e.map(t=>vr(t))}catch{throw new Error("Failed to decode the string bytes into utf-8. To get the original bytes, call tensor.bytes().")}return e}async bytes(){this.throwIfDisposed();let e=await je().read(this.dataId);return this.dtype==="string"?e:new Uint8Array(e.buffer)}dispose(){this.isDisposed||(this.kerasMask&&this.kerasMask.dispose(),je().disposeTensor(this),this.isDisposedInternal=!0)}get isDisposed(){return this.isDisposedInternal}throwIfDisposed(){if(this.isDisposed)throw new Error("Tensor is disposed.")}print(e=!1){return Ir.print(this,e)}clone(){return this.throwIfDisposed(),Ir.clone(this)}toString(e=!1){let t=this.dataSync();return dp(t,this.shape,this.dtype,e)}cast(e){return this.throwIfDisposed(),Ir.cast(this,e)}variable(e=!0,t,o){return this.throwIfDisposed(),je().makeVariable(this,e,t,o)}};Object.defineProperty(me,Symbol.hasInstance,{value:r=>!!r&&r.data!=null&&r.dataSync!=null&&r.throwIfDisposed!=null});function zi(){return Qr("Tensor",()=>me)}zi();var pt=class extends me{constructor(e,t,o,n){super(e.shape,e.dtype,e.dataId,n),this.trainable=t,this.name=o}assign(e){if(e.dtype!==this.dtype)throw new Error(`dtype of the new value (${e.dtype}) and previous value (${this.dtype}) must match`);if(!lr(e.shape,this.shape))throw new Error(`shape of the new value (${e.shape}) and previous value (${this.shape}) must match`);je().disposeTensor(this),this.dataId=e.dataId,je().incRef(this,null)}dispose(){je().disposeVariable(this),this.isDisposedInternal=!0}};Object.defineProperty(pt,Symbol.hasInstance,{value:r=>r instanceof me&&r.assign!=null&&r.assign instanceof Function});var Hi;(function(r){r.R0="R0",r.R1="R1",r.R2="R2",r.R3="R3",r.R4="R4",r.R5="R5",r.R6="R6"})(Hi||(Hi={}));var Ki;(function(r){r.float32="float32",r.int32="int32",r.bool="int32",r.complex64="complex64"})(Ki||(Ki={}));var qi;(function(r){r.float32="float32",r.int32="int32",r.bool="bool",r.complex64="complex64"})(qi||(qi={}));var Xi;(function(r){r.float32="float32",r.int32="float32",r.bool="float32",r.complex64="complex64"})(Xi||(Xi={}));var ji;(function(r){r.float32="complex64",r.int32="complex64",r.bool="complex64",r.complex64="complex64"})(ji||(ji={}));var Lb={float32:Xi,int32:Ki,bool:qi,complex64:ji};function he(r,e){if(r==="string"||e==="string"){if(r==="string"&&e==="string")return"string";throw new Error(`Can not upcast ${r} with ${e}`)}return Lb[r][e]}function zt(r){return he(r,"int32")}function fn(r){return r!=null&&typeof r=="object"&&"texture"in r&&r.texture instanceof WebGLTexture}function dn(r){return typeof GPUBuffer<"u"&&r!=null&&typeof r=="object"&&"buffer"in r&&r.buffer instanceof GPUBuffer}function Fe(r,e){if(r.dtype===e.dtype)return[r,e];let t=he(r.dtype,e.dtype);return[r.cast(t),e.cast(t)]}function mn(r){let e=[];return Cp(r,e,new Set),e}function Cp(r,e,t){if(r==null)return;if(r instanceof me){e.push(r);return}if(!Mb(r))return;let o=r;for(let n in o){let s=o[n];t.has(s)||(t.add(s),Cp(s,e,t))}}function Mb(r){return Array.isArray(r)||typeof r=="object"}function Yi(r){return r.kernelName!=null}var hn=class{constructor(){this.registeredVariables={},this.nextTapeNodeId=0,this.numBytes=0,this.numTensors=0,this.numStringTensors=0,this.numDataBuffers=0,this.gradientDepth=0,this.kernelDepth=0,this.scopeStack=[],this.numDataMovesStack=[],this.nextScopeId=0,this.tensorInfo=new WeakMap,this.profiling=!1,this.activeProfile={newBytes:0,newTensors:0,peakBytes:0,kernels:[],result:null,get kernelNames(){return Array.from(new Set(this.kernels.map(e=>e.name)))}}}dispose(){for(let e in this.registeredVariables)this.registeredVariables[e].dispose()}},no=class r{constructor(e){this.ENV=e,this.registry={},this.registryFactory={},this.pendingBackendInitId=0,this.state=new hn}async ready(){if(this.pendingBackendInit!=null)return this.pendingBackendInit.then(()=>{});if(this.backendInstance!=null)return;let e=this.getSortedBackends();for(let t=0;t<e.length;t++){let o=e[t];if(await this.initializeBackend(o).success){await this.setBackend(o);return}}throw new Error("Could not initialize any backends, all backend initializations failed.")}get backend(){if(this.pendingBackendInit!=null)throw new Error(`Backend '${this.backendName}' has not yet been initialized. Make sure to await tf.ready() or await tf.setBackend() before calling other methods`);if(this.backendInstance==null){let{name:e,asyncInit:t}=this.initializeBackendsAndReturnBest();if(t)throw new Error(`The highest priority backend '${e}' has not yet been initialized. Make sure to await tf.ready() or await tf.setBackend() before calling other methods`);this.setBackend(e)}return this.backendInstance}backendNames(){return Object.keys(this.registryFactory)}findBackend(e){if(!(e in this.registry))if(e in this.registryFactory){let{asyncInit:t}=this.initializeBackend(e);if(t)return null}else return null;return this.registry[e]}findBackendFactory(e){return e in this.registryFactory?this.registryFactory[e].factory:null}registerBackend(e,t,o=1){return e in this.registryFactory?(ut(`${e} backend was already registered. Reusing existing backend factory.`),!1):(this.registryFactory[e]={factory:t,priority:o},!0)}async setBackend(e){if(this.registryFactory[e]==null)throw new Error(`Backend name '${e}' not found in registry`);if(this.backendName=e,this.registry[e]==null){this.backendInstance=null;let{success:t,asyncInit:o}=this.initializeBackend(e);if(!(o?await t:t))return!1}return this.backendInstance=this.registry[e],this.setupRegisteredKernels(),this.profiler=new un(this.backendInstance),!0}setupRegisteredKernels(){Li(this.backendName).forEach(t=>{t.setupFunc!=null&&t.setupFunc(this.backendInstance)})}disposeRegisteredKernels(e){Li(e).forEach(o=>{o.disposeFunc!=null&&o.disposeFunc(this.registry[e])})}initializeBackend(e){let t=this.registryFactory[e];if(t==null)throw new Error(`Cannot initialize backend ${e}, no registration found.`);try{let o=t.factory();if(o&&!(o instanceof _t)&&typeof o.then=="function"){let n=++this.pendingBackendInitId,s=o.then(i=>n<this.pendingBackendInitId?!1:(this.registry[e]=i,this.pendingBackendInit=null,!0)).catch(i=>(n<this.pendingBackendInitId||(this.pendingBackendInit=null,ut(`Initialization of backend ${e} failed`),ut(i.stack||i.message)),!1));return this.pendingBackendInit=s,{success:s,asyncInit:!0}}else return this.registry[e]=o,{success:!0,asyncInit:!1}}catch(o){return ut(`Initialization of backend ${e} failed`),ut(o.stack||o.message),{success:!1,asyncInit:!1}}}removeBackend(e){if(!(e in this.registryFactory))throw new Error(`${e} backend not found in registry`);this.backendName===e&&this.pendingBackendInit!=null&&this.pendingBackendInitId++,e in this.registry&&(this.disposeRegisteredKernels(e),this.registry[e].dispose(),delete this.registry[e]),delete this.registryFactory[e],this.backendName===e&&(this.pendingBackendInit=null,this.backendName=null,this.backendInstance=null)}getSortedBackends(){if(Object.keys(this.registryFactory).length===0)throw new Error("No backend found in registry.");return Object.keys(this.registryFactory).sort((e,t)=>this.registryFactory[t].priority-this.registryFactory[e].priority)}initializeBackendsAndReturnBest(){let e=this.getSortedBackends();for(let t=0;t<e.length;t++){let o=e[t],{success:n,asyncInit:s}=this.initializeBackend(o);if(s||n)return{name:o,asyncInit:s}}throw new Error("Could not initialize any backends, all backend initializations failed.")}moveData(e,t){let o=this.state.tensorInfo.get(t),n=o.backend,s=this.readSync(t),i=n.refCount(t);n.disposeData(t,!0),o.backend=e,e.move(t,s,o.shape,o.dtype,i),this.shouldCheckForMemLeaks()&&this.state.numDataMovesStack[this.state.numDataMovesStack.length-1]++}tidy(e,t){let o=null;if(t==null){if(typeof e!="function")throw new Error("Please provide a function to tidy()");t=e}else{if(typeof e!="string"&&!(e instanceof String))throw new Error("When calling with two arguments, the first argument to tidy() must be a string");if(typeof t!="function")throw new Error("When calling with two arguments, the 2nd argument to tidy() must be a function");o=e}let n;return this.scopedRun(()=>this.startScope(o),()=>this.endScope(n),()=>(n=t(),n instanceof Promise&&console.error("Cannot return a Promise inside of tidy."),n))}scopedRun(e,t,o){e();try{let n=o();return t(),n}catch(n){throw t(),n}}nextTensorId(){return r.nextTensorId++}nextVariableId(){return r.nextVariableId++}clone(e){let t=$.runKernel(Mt,{x:e}),o={x:e},n=i=>({x:()=>{let a="float32",l={x:i},c={dtype:a};return $.runKernel(Lt,l,c)}}),s=[];return this.addTapeNode(this.state.activeScope.name,o,[t],n,s,{}),t}runKernel(e,t,o){if(this.backendName==null&&this.backend,!(Oi(e,this.backendName)!=null))throw new Error(`Kernel '${e}' not registered for backend '${this.backendName}'`);return this.runKernelFunc({kernelName:e,inputs:t,attrs:o})}shouldCheckForMemLeaks(){return this.ENV.getBool("IS_TEST")}checkKernelForMemLeak(e,t,o){let n=this.backend.numDataIds(),s=0;o.forEach(l=>{s+=l.dtype==="complex64"?3:1});let i=this.state.numDataMovesStack[this.state.numDataMovesStack.length-1],a=n-t-s-i;if(a>0)throw new Error(`Backend '${this.backendName}' has an internal memory leak (${a} data ids) after running '${e}'`)}runKernelFunc(e){let t,o=[],n=this.isTapeOn(),s=this.state.numBytes,i=this.state.numTensors;this.shouldCheckForMemLeaks()&&this.state.numDataMovesStack.push(0);let a;this.backendName==null&&this.backend;let l,c=Yi(e)?e.kernelName:this.state.activeScope!=null?this.state.activeScope.name:"";if(Yi(e)){let{kernelName:m,inputs:x,attrs:g}=e;this.backendName==null&&this.backend;let h=Oi(m,this.backendName);F(h!=null,()=>`Cannot find registered kernel '${m}' for backend '${this.backendName}'`),a=()=>{let b=this.backend.numDataIds();l=h.kernelFunc({inputs:x,attrs:g,backend:this.backend});let w=Array.isArray(l)?l:[l];this.shouldCheckForMemLeaks()&&this.checkKernelForMemLeak(m,b,w);let v=w.map(I=>I.rank!=null?I:this.makeTensorFromTensorInfo(I));if(n){let I=this.getTensorsForGradient(m,x,v);o=this.saveTensorsForBackwardMode(I)}return v}}else{let{forwardFunc:m}=e,x=g=>{n&&(o=g.map(h=>this.keep(this.clone(h))))};a=()=>{let g=this.backend.numDataIds();l=this.tidy(()=>m(this.backend,x));let h=Array.isArray(l)?l:[l];return this.shouldCheckForMemLeaks()&&this.checkKernelForMemLeak(c,g,h),h}}let{inputs:u,attrs:p}=e,f=Yi(e)?null:e.backwardsFunc,d;return this.scopedRun(()=>this.state.kernelDepth++,()=>this.state.kernelDepth--,()=>{!this.ENV.getBool("DEBUG")&&!this.state.profiling?t=a():(d=this.profiler.profileKernel(c,u,()=>a()),this.ENV.getBool("DEBUG")&&this.profiler.logKernelProfile(d),t=d.outputs)}),n&&this.addTapeNode(c,u,t,f,o,p),this.state.profiling&&this.state.activeProfile.kernels.push({name:c,bytesAdded:this.state.numBytes-s,totalBytesSnapshot:this.state.numBytes,tensorsAdded:this.state.numTensors-i,totalTensorsSnapshot:this.state.numTensors,inputShapes:Object.keys(u).map(m=>u[m]!=null?u[m].shape:null),outputShapes:t.map(m=>m.shape),kernelTimeMs:d.timeMs,extraInfo:d.extraInfo}),Array.isArray(l)?t:t[0]}saveTensorsForBackwardMode(e){return e.map(o=>this.keep(this.clone(o)))}getTensorsForGradient(e,t,o){let n=Pi(e);if(n!=null){let s=n.inputsToSave||[],i=n.outputsToSave||[],a;n.saveAllInputs?(F(Array.isArray(t),()=>"saveAllInputs is true, expected inputs to be an array."),a=Object.keys(t).map(c=>t[c])):a=s.map(c=>t[c]);let l=o.filter((c,u)=>i[u]);return a.concat(l)}return[]}makeTensor(e,t,o,n){if(e==null)throw new Error("Values passed to engine.makeTensor() are null");o=o||"float32",n=n||this.backend;let s=e;o==="string"&&ur(e[0])&&(s=e.map(l=>Sr(l)));let i=n.write(s,t,o),a=new me(t,o,i,this.nextTensorId());if(this.trackTensor(a,n),o==="string"){let l=this.state.tensorInfo.get(i),c=Ei(s);this.state.numBytes+=c-l.bytes,l.bytes=c}return a}makeTensorFromDataId(e,t,o,n){o=o||"float32";let s={dataId:e,shape:t,dtype:o};return this.makeTensorFromTensorInfo(s,n)}makeTensorFromTensorInfo(e,t){let{dataId:o,shape:n,dtype:s}=e,i=new me(n,s,o,this.nextTensorId());return this.trackTensor(i,t),i}makeVariable(e,t=!0,o,n){o=o||this.nextVariableId().toString(),n!=null&&n!==e.dtype&&(e=e.cast(n));let s=new pt(e,t,o,this.nextTensorId());if(this.state.registeredVariables[s.name]!=null)throw new Error(`Variable with name ${s.name} was already registered`);return this.state.registeredVariables[s.name]=s,this.incRef(s,this.backend),s}trackTensor(e,t){this.state.numTensors++,e.dtype==="string"&&this.state.numStringTensors++;let o=0;e.dtype!=="complex64"&&e.dtype!=="string"&&(o=e.size*cr(e.dtype)),this.state.numBytes+=o,this.state.tensorInfo.has(e.dataId)||(this.state.numDataBuffers++,this.state.tensorInfo.set(e.dataId,{backend:t||this.backend,dtype:e.dtype,shape:e.shape,bytes:o})),e instanceof pt||this.track(e)}incRef(e,t){this.trackTensor(e,t),this.backend.incRef(e.dataId)}removeDataId(e,t){this.state.tensorInfo.has(e)&&this.state.tensorInfo.get(e).backend===t&&(this.state.tensorInfo.delete(e),this.state.numDataBuffers--)}disposeTensor(e){if(!this.state.tensorInfo.has(e.dataId))return;let t=this.state.tensorInfo.get(e.dataId);if(this.state.numTensors--,e.dtype==="string"&&(this.state.numStringTensors--,this.state.numBytes-=t.bytes),e.dtype!=="complex64"&&e.dtype!=="string"){let o=e.size*cr(e.dtype);this.state.numBytes-=o}t.backend.disposeData(e.dataId)&&this.removeDataId(e.dataId,t.backend)}disposeVariables(){for(let e in this.state.registeredVariables){let t=this.state.registeredVariables[e];this.disposeVariable(t)}}disposeVariable(e){this.disposeTensor(e),this.state.registeredVariables[e.name]!=null&&delete this.state.registeredVariables[e.name]}memory(){let e=this.backend.memory();return e.numTensors=this.state.numTensors,e.numDataBuffers=this.state.numDataBuffers,e.numBytes=this.state.numBytes,this.state.numStringTensors>0&&(e.unreliable=!0,e.reasons==null&&(e.reasons=[]),e.reasons.push("Memory usage by string tensors is approximate (2 bytes per character)")),e}async profile(e){this.state.profiling=!0;let t=this.state.numBytes,o=this.state.numTensors;this.state.activeProfile.kernels=[],this.state.activeProfile.result=await e(),this.state.profiling=!1,this.state.activeProfile.peakBytes=Math.max(...this.state.activeProfile.kernels.map(n=>n.totalBytesSnapshot)),this.state.activeProfile.newBytes=this.state.numBytes-t,this.state.activeProfile.newTensors=this.state.numTensors-o;for(let n of this.state.activeProfile.kernels)n.kernelTimeMs=await n.kernelTimeMs,n.extraInfo=await n.extraInfo;return this.state.activeProfile}isTapeOn(){return this.state.gradientDepth>0&&this.state.kernelDepth===0}addTapeNode(e,t,o,n,s,i){let a={id:this.state.nextTapeNodeId++,kernelName:e,inputs:t,outputs:o,saved:s},l=Pi(e);l!=null&&(n=l.gradFunc),n!=null&&(a.gradient=c=>(c=c.map((u,p)=>{if(u==null){let f=o[p],d=dr(f.size,f.dtype);return this.makeTensor(d,f.shape,f.dtype)}return u}),n(c.length>1?c:c[0],s,i))),this.state.activeTape.push(a)}keep(e){return e.kept=!0,e}startTape(){this.state.gradientDepth===0&&(this.state.activeTape=[]),this.state.gradientDepth++}endTape(){this.state.gradientDepth--}startScope(e){let t={track:[],name:"unnamed scope",id:this.state.nextScopeId++};e&&(t.name=e),this.state.scopeStack.push(t),this.state.activeScope=t}endScope(e){let t=mn(e),o=new Set(t.map(s=>s.id));for(let s=0;s<this.state.activeScope.track.length;s++){let i=this.state.activeScope.track[s];!i.kept&&!o.has(i.id)&&i.dispose()}let n=this.state.scopeStack.pop();this.state.activeScope=this.state.scopeStack.length===0?null:this.state.scopeStack[this.state.scopeStack.length-1],t.forEach(s=>{!s.kept&&s.scopeId===n.id&&this.track(s)})}gradients(e,t,o,n=!1){if(F(t.length>0,()=>"gradients() received an empty list of xs."),o!=null&&o.dtype!=="float32")throw new Error(`dy must have 'float32' dtype, but has '${o.dtype}'`);let s=this.scopedRun(()=>this.startTape(),()=>this.endTape(),()=>this.tidy("forward",e));F(s instanceof me,()=>"The result y returned by f() must be a tensor.");let i=up(this.state.activeTape,t,s);if(!n&&i.length===0&&t.length>0)throw new Error("Cannot compute gradient of y=f(x) with respect to x. Make sure that the f you passed encloses all operations that lead from x to y.");return this.tidy("backward",()=>{let a={};a[s.id]=o??Bb(s.shape),pp(a,i,c=>this.tidy(c),Ub);let l=t.map(c=>a[c.id]);return this.state.gradientDepth===0&&(this.state.activeTape.forEach(c=>{for(let u of c.saved)u.dispose()}),this.state.activeTape=null),{value:s,grads:l}})}customGrad(e){return F(pr(e),()=>"The f passed in customGrad(f) must be a function."),(...t)=>{F(t.every(a=>a instanceof me),()=>"The args passed in customGrad(f)(x1, x2,...) must all be tensors");let o,n={};t.forEach((a,l)=>{n[l]=a});let s=(a,l)=>(o=e(...t,l),F(o.value instanceof me,()=>"The function f passed in customGrad(f) must return an object where `obj.value` is a tensor"),F(pr(o.gradFunc),()=>"The function f passed in customGrad(f) must return an object where `obj.gradFunc` is a function."),o.value),i=(a,l)=>{let c=o.gradFunc(a,l),u=Array.isArray(c)?c:[c];F(u.length===t.length,()=>"The function f passed in customGrad(f) must return an object where `obj.gradFunc` is a function that returns the same number of tensors as inputs passed to f(...)."),F(u.every(f=>f instanceof me),()=>"The function f passed in customGrad(f) must return an object where `obj.gradFunc` is a function that returns a list of only tensors.");let p={};return u.forEach((f,d)=>{p[d]=()=>f}),p};return this.runKernelFunc({forwardFunc:s,backwardsFunc:i,inputs:n})}}readSync(e){return this.state.tensorInfo.get(e).backend.readSync(e)}read(e){return this.state.tensorInfo.get(e).backend.read(e)}readToGPU(e,t){return this.state.tensorInfo.get(e).backend.readToGPU(e,t)}async time(e){let t=Gt(),o=await this.backend.time(e);return o.wallMs=Gt()-t,o}track(e){return this.state.activeScope!=null&&(e.scopeId=this.state.activeScope.id,this.state.activeScope.track.push(e)),e}get registeredVariables(){return this.state.registeredVariables}reset(){this.pendingBackendInitId++,this.state.dispose(),this.ENV.reset(),this.state=new hn;for(let e in this.registry)this.disposeRegisteredKernels(e),this.registry[e].dispose(),delete this.registry[e];this.backendName=null,this.backendInstance=null,this.pendingBackendInit=null}};no.nextTensorId=0;no.nextVariableId=0;function Bb(r){let e=Ri(oe(r),"float32");return $.makeTensor(e,r,"float32")}function Zi(){let r=Ai();if(r._tfengine==null){let e=new Zr(r);r._tfengine=new no(e)}return Ul(r._tfengine.ENV),hp(()=>r._tfengine),r._tfengine}var $=Zi();function Ub(r,e){let t={a:r,b:e};return $.runKernel("Add",t)}var Tt={};wt(Tt,{isBrowser:()=>Ji,isMobile:()=>Gb,mockIsMobile:()=>Wb});function Vb(){return typeof navigator<"u"&&navigator!=null}var Qi;function Wb(r){Qi=r}function Gb(r){if(Qi!==void 0)return Qi;if(r||Vb()){if(r||(r=navigator),r.product==="ReactNative")return!0;let e=r.userAgent||r.vendor||(typeof window<"u"?window.opera:"");if(!e){let t=r;return t.userAgentData&&t.userAgentData.mobile}return/(android|bb\d+|meego).+mobile|avantgo|bada\/|blackberry|blazer|compal|elaine|fennec|hiptop|iemobile|ip(hone|od)|iris|kindle|lge |maemo|midp|mmp|mobile.+firefox|netfront|opera m(ob|in)i|palm( os)?|phone|p(ixi|re)\/|plucker|pocket|psp|series(4|6)0|symbian|treo|up\.(browser|link)|vodafone|wap|windows ce|xda|xiino/i.test(e)||/1207|6310|6590|3gso|4thp|50[1-6]i|770s|802s|a wa|abac|ac(er|oo|s\-)|ai(ko|rn)|al(av|ca|co)|amoi|an(ex|ny|yw)|aptu|ar(ch|go)|as(te|us)|attw|au(di|\-m|r |s )|avan|be(ck|ll|nq)|bi(lb|rd)|bl(ac|az)|br(e|v)w|bumb|bw\-(n|u)|c55\/|capi|ccwa|cdm\-|cell|chtm|cldc|cmd\-|co(mp|nd)|craw|da(it|ll|ng)|dbte|dc\-s|devi|dica|dmob|do(c|p)o|ds(12|\-d)|el(49|ai)|em(l2|ul)|er(ic|k0)|esl8|ez([4-7]0|os|wa|ze)|fetc|fly(\-|_)|g1 u|g560|gene|gf\-5|g\-mo|go(\.w|od)|gr(ad|un)|haie|hcit|hd\-(m|p|t)|hei\-|hi(pt|ta)|hp( i|ip)|hs\-c|ht(c(\-| |_|a|g|p|s|t)|tp)|hu(aw|tc)|i\-(20|go|ma)|i230|iac( |\-|\/)|ibro|idea|ig01|ikom|im1k|inno|ipaq|iris|ja(t|v)a|jbro|jemu|jigs|kddi|keji|kgt( |\/)|klon|kpt |kwc\-|kyo(c|k)|le(no|xi)|lg( g|\/(k|l|u)|50|54|\-[a-w])|libw|lynx|m1\-w|m3ga|m50\/|ma(te|ui|xo)|mc(01|21|ca)|m\-cr|me(rc|ri)|mi(o8|oa|ts)|mmef|mo(01|02|bi|de|do|t(\-| |o|v)|zz)|mt(50|p1|v )|mwbp|mywa|n10[0-2]|n20[2-3]|n30(0|2)|n50(0|2|5)|n7(0(0|1)|10)|ne((c|m)\-|on|tf|wf|wg|wt)|nok(6|i)|nzph|o2im|op(ti|wv)|oran|owg1|p800|pan(a|d|t)|pdxg|pg(13|\-([1-8]|c))|phil|pire|pl(ay|uc)|pn\-2|po(ck|rt|se)|prox|psio|pt\-g|qa\-a|qc(07|12|21|32|60|\-[2-7]|i\-)|qtek|r380|r600|raks|rim9|ro(ve|zo)|s55\/|sa(ge|ma|mm|ms|ny|va)|sc(01|h\-|oo|p\-)|sdk\/|se(c(\-|0|1)|47|mc|nd|ri)|sgh\-|shar|sie(\-|m)|sk\-0|sl(45|id)|sm(al|ar|b3|it|t5)|so(ft|ny)|sp(01|h\-|v\-|v )|sy(01|mb)|t2(18|50)|t6(00|10|18)|ta(gt|lk)|tcl\-|tdg\-|tel(i|m)|tim\-|t\-mo|to(pl|sh)|ts(70|m\-|m3|m5)|tx\-9|up(\.b|g1|si)|utst|v400|v750|veri|vi(rg|te)|vk(40|5[0-3]|\-v)|vm40|voda|vulc|vx(52|53|60|61|70|80|81|83|85|98)|w3c(\-| )|webc|whit|wi(g |nc|nw)|wmlb|wonu|x700|yas\-|your|zeto|zte\-/i.test(e.substr(0,4))}return!1}function Ji(){return typeof window<"u"&&window.document!=null||typeof WorkerGlobalScope<"u"}var Ce=S();Ce.registerFlag("DEBUG",()=>!1,r=>{r&&console.warn("Debugging mode is ON. The output of every math call will be downloaded to CPU and checked for NaNs. This significantly impacts performance.")});Ce.registerFlag("IS_BROWSER",()=>Ji());Ce.registerFlag("IS_NODE",()=>typeof process<"u"&&typeof process.versions<"u"&&typeof process.versions.node<"u");Ce.registerFlag("IS_CHROME",()=>typeof navigator<"u"&&navigator!=null&&navigator.userAgent!=null&&/Chrome/.test(navigator.userAgent)&&/Google Inc/.test(navigator.vendor));Ce.registerFlag("IS_SAFARI",()=>typeof navigator<"u"&&navigator!=null&&navigator.userAgent!=null&&/Safari/.test(navigator.userAgent)&&/Apple/.test(navigator.vendor));Ce.registerFlag("PROD",()=>!1);Ce.registerFlag("TENSORLIKE_CHECK_SHAPE_CONSISTENCY",()=>Ce.getBool("DEBUG"));Ce.registerFlag("DEPRECATION_WARNINGS_ENABLED",()=>!0);Ce.registerFlag("IS_TEST",()=>!1);Ce.registerFlag("CHECK_COMPUTATION_FOR_ERRORS",()=>Ce.getBool("DEBUG"));Ce.registerFlag("WRAP_TO_IMAGEBITMAP",()=>!1);Ce.registerFlag("CANVAS2D_WILL_READ_FREQUENTLY_FOR_GPU",()=>!1);Ce.registerFlag("USE_SETTIMEOUTCUSTOM",()=>!1);function zb(r,e){let t=r;if(de(r))return e==="string"?[]:[r.length];if(fn(r)){let n=r.channels||"RGBA";return[r.height,r.width*n.length]}else if(dn(r))return[r.buffer.size/(e==null?4:cr(e))];if(!Array.isArray(r))return[];let o=[];for(;Array.isArray(t)||de(t)&&e!=="string";)o.push(t.length),t=t[0];return Array.isArray(r)&&S().getBool("TENSORLIKE_CHECK_SHAPE_CONSISTENCY")&&yp(r,o,[]),o}function yp(r,e,t){if(t=t||[],!Array.isArray(r)&&!de(r)){F(e.length===0,()=>`Element arr[${t.join("][")}] is a primitive, but should be an array/TypedArray of ${e[0]} elements`);return}F(e.length>0,()=>`Element arr[${t.join("][")}] should be a primitive, but is an array of ${r.length} elements`),F(r.length===e[0],()=>`Element arr[${t.join("][")}] should have ${e[0]} elements, but has ${r.length} elements`);let o=e.slice(1);for(let n=0;n<r.length;++n)yp(r[n],o,t.concat(n))}function bp(r,e,t,o){if(r!=="string_or_numeric"){if(r==null)throw new Error("Expected dtype cannot be null.");if(r!=="numeric"&&r!==e||r==="numeric"&&e==="string")throw new Error(`Argument '${t}' passed to '${o}' must be ${r} tensor, but got ${e} tensor`)}}function P(r,e,t,o="numeric"){if(r instanceof zi())return bp(o,r.dtype,e,t),r;let n=St(r);if(n!=="string"&&["bool","int32","float32"].indexOf(o)>=0&&(n=o),bp(o,n,e,t),r==null||!de(r)&&!Array.isArray(r)&&typeof r!="number"&&typeof r!="boolean"&&typeof r!="string"){let l=r==null?"null":r.constructor.name;throw new Error(`Argument '${e}' passed to '${t}' must be a Tensor or TensorLike, but got '${l}'`)}let s=zb(r,n);!de(r)&&!Array.isArray(r)&&(r=[r]);let a=n!=="string"?wr(r,n):It(r,[],!0);return $.makeTensor(a,s,n)}var Hb="__op";function B(r){let e=Object.keys(r);if(e.length!==1)throw new Error(`Please provide an object with a single key (operation name) mapping to a function. Got an object with ${e.length} keys.`);let t=e[0],o=r[t];t.endsWith("_")&&(t=t.substring(0,t.length-1)),t=t+Hb;let n=(...s)=>{$.startScope(t);try{let i=o(...s);return Pt(i)&&console.error("Cannot return a Promise inside of tidy."),$.endScope(i),i}catch(i){throw $.endScope(null),i}};return Object.defineProperty(n,"name",{value:t,configurable:!0}),n}function Kb(r,e){let t=P(r,"real","complex"),o=P(e,"imag","complex");Fo(t.shape,o.shape,`real and imag shapes, ${t.shape} and ${o.shape}, must match in call to tf.complex().`);let n={real:t,imag:o};return $.runKernel(Jr,n)}var wp=B({complex_:Kb});function Sp(r,e,t,o){if(o==null)o=St(r);else if(o==="complex64")throw new Error("Cannot construct a complex64 tensor directly. Please use tf.complex(real, imag).");if(dn(r)||fn(r)){if(o!=="float32"&&o!=="int32")throw new Error(`Creating tensor from GPU data only supports 'float32'|'int32' dtype, while the dtype is ${o}.`);return $.backend.createTensorFromGPUData(r,e||t,o)}if(!de(r)&&!Array.isArray(r)&&typeof r!="number"&&typeof r!="boolean"&&typeof r!="string")throw new Error("values passed to tensor(values) must be a number/boolean/string or an array of numbers/booleans/strings, or a TypedArray");if(e!=null){qe(e);let n=oe(e),s=oe(t);F(n===s,()=>`Based on the provided shape, [${e}], the tensor should have ${n} values but has ${s}`);for(let i=0;i<t.length;++i){let a=t[i],l=i===t.length-1?a!==oe(e.slice(i)):!0;F(t[i]===e[i]||!l,()=>`Error creating a new Tensor. Inferred shape (${t}) does not match the provided shape (${e}). `)}}return!de(r)&&!Array.isArray(r)&&(r=[r]),e=e||t,r=o!=="string"?wr(r,o):It(r,[],!0),$.makeTensor(r,e,o)}var _e=class r{static join(e){return new r(e).slice()}constructor(e){if(this.shards=[],this.previousShardIndex=0,e==null||(e instanceof Array||(e=[e]),e=e.map(o=>de(o)?o.buffer:o),e.length===0))return;this.bufferUniformSize=e[0].byteLength;let t=0;for(let o=0;o<e.length;o++){let n=e[o];o!==e.length-1&&n.byteLength!==this.bufferUniformSize&&(this.bufferUniformSize=void 0);let s=t+n.byteLength;this.shards.push({buffer:n,start:t,end:s}),t=s}this.shards.length===0&&(this.byteLength=0),this.byteLength=this.shards[this.shards.length-1].end}slice(e=0,t=this.byteLength){if(this.shards.length===0)return new ArrayBuffer(0);if(e=isNaN(Number(e))?0:e,t=isNaN(Number(t))?0:t,e=Math.max(0,e),t=Math.min(this.byteLength,t),t<=e)return new ArrayBuffer(0);let o=this.findShardForByte(e);if(o===-1)throw new Error(`Could not find start shard for byte ${e}`);let n=t-e,s=new ArrayBuffer(n),i=new Uint8Array(s),a=0;for(let l=o;l<this.shards.length;l++){let c=this.shards[l],p=e+a-c.start,f=a,m=Math.min(t,c.end)-c.start,x=new Uint8Array(c.buffer,p,m-p);if(i.set(x,f),a+=x.length,t<c.end)break}return s}findShardForByte(e){if(this.shards.length===0||e<0||e>=this.byteLength)return-1;if(this.bufferUniformSize!=null)return this.previousShardIndex=Math.floor(e/this.bufferUniformSize),this.previousShardIndex;function t(n){return e<n.start?-1:e>=n.end?1:0}if(t(this.shards[this.previousShardIndex])===0)return this.previousShardIndex;let o=qb(this.shards,t);return o===-1?-1:(this.previousShardIndex=o,this.previousShardIndex)}};function qb(r,e){let t=0,o=r.length;for(;t<=o;){let n=Math.floor((o-t)/2)+t,s=e(r[n]);if(s===0)return n;s<0?o=n:t=n+1}return-1}function Xb(r){S().getBool("DEPRECATION_WARNINGS_ENABLED")&&console.warn(r+" You can disable deprecation warnings with tf.disableDeprecationWarnings().")}xp(Xb);function ft(){return $}function q(r,e){return $.tidy(r,e)}function se(r){mn(r).forEach(t=>t.dispose())}function vp(r){return $.keep(r)}function Ip(r,e,t=1){return $.registerBackend(r,e,t)}var ea=typeof Buffer<"u"&&(typeof Blob>"u"||typeof atob>"u"||typeof btoa>"u");function Tp(r){return ea?Buffer.byteLength(r,"utf8"):new Blob([r]).size}function $p(r){if(ea)return Buffer.from(r).toString("base64");let e=new Uint8Array(r),t="";for(let o=0,n=e.length;o<n;o++)t+=String.fromCharCode(e[o]);return btoa(t)}function Ep(r){if(ea){let o=Buffer.from(r,"base64");return o.buffer.slice(o.byteOffset,o.byteOffset+o.byteLength)}let e=atob(r),t=new Uint8Array(e.length);for(let o=0;o<e.length;++o)t.set([e.charCodeAt(o)],o);return t.buffer}function gn(r,e){let t={modelTopology:r.modelTopology,format:r.format,generatedBy:r.generatedBy,convertedBy:r.convertedBy,weightsManifest:e};return r.signature!=null&&(t.signature=r.signature),r.userDefinedMetadata!=null&&(t.userDefinedMetadata=r.userDefinedMetadata),r.modelInitializer!=null&&(t.modelInitializer=r.modelInitializer),r.initializerSignature!=null&&(t.initializerSignature=r.initializerSignature),r.trainingConfig!=null&&(t.trainingConfig=r.trainingConfig),t}function Rp(r,e,t){let o={modelTopology:r.modelTopology,format:r.format,generatedBy:r.generatedBy,convertedBy:r.convertedBy};if(r.trainingConfig!=null&&(o.trainingConfig=r.trainingConfig),r.weightsManifest!=null){if(!e)throw new Error("modelJSON has weightsManifest but weightSpecs is null");if(!t)throw new Error("modelJSON has weightsManifest but weightData is null");o.weightSpecs=e,o.weightData=t}return r.signature!=null&&(o.signature=r.signature),r.userDefinedMetadata!=null&&(o.userDefinedMetadata=r.userDefinedMetadata),r.modelInitializer!=null&&(o.modelInitializer=r.modelInitializer),r.initializerSignature!=null&&(o.initializerSignature=r.initializerSignature),o}async function xn(r,e){let t,o;return r.weightsManifest!=null&&([t,o]=await e(r.weightsManifest)),Rp(r,t,o)}function dt(r){if(r.modelTopology instanceof ArrayBuffer)throw new Error("Expected JSON model topology, received ArrayBuffer.");return{dateSaved:new Date,modelTopologyType:"JSON",modelTopologyBytes:r.modelTopology==null?0:Tp(JSON.stringify(r.modelTopology)),weightSpecsBytes:r.weightSpecs==null?0:Tp(JSON.stringify(r.weightSpecs)),weightDataBytes:r.weightData==null?0:new _e(r.weightData).byteLength}}function Cn(r){let e=[];for(let t of r)e.push(...t.weights);return e}var De=class r{constructor(){this.saveRouters=[],this.loadRouters=[]}static getInstance(){return r.instance==null&&(r.instance=new r),r.instance}static registerSaveRouter(e){r.getInstance().saveRouters.push(e)}static registerLoadRouter(e){r.getInstance().loadRouters.push(e)}static getSaveHandlers(e){return r.getHandlers(e,"save")}static getLoadHandlers(e,t){return r.getHandlers(e,"load",t)}static getHandlers(e,t,o){let n=[];return(t==="load"?r.getInstance().loadRouters:r.getInstance().saveRouters).forEach(i=>{let a=i(e,o);a!==null&&n.push(a)}),n}};var ta="tensorflowjs",ra=1,Ht="models_store",$t="model_info_store";function Np(){if(!S().getBool("IS_BROWSER"))throw new Error("Failed to obtain IndexedDB factory because the current environmentis not a web browser.");let r=typeof window>"u"?self:window,e=r.indexedDB||r.mozIndexedDB||r.webkitIndexedDB||r.msIndexedDB||r.shimIndexedDB;if(e==null)throw new Error("The current browser does not appear to support IndexedDB.");return e}function oa(r){let e=r.result;e.createObjectStore(Ht,{keyPath:"modelPath"}),e.createObjectStore($t,{keyPath:"modelPath"})}var ot=class{constructor(e){if(this.indexedDB=Np(),e==null||!e)throw new Error("For IndexedDB, modelPath must not be null, undefined or empty.");this.modelPath=e}async save(e){if(e.modelTopology instanceof ArrayBuffer)throw new Error("BrowserLocalStorage.save() does not support saving model topology in binary formats yet.");return this.databaseAction(this.modelPath,e)}async load(){return this.databaseAction(this.modelPath)}databaseAction(e,t){return new Promise((o,n)=>{let s=this.indexedDB.open(ta,ra);s.onupgradeneeded=()=>oa(s),s.onsuccess=()=>{let i=s.result;if(t==null){let a=i.transaction(Ht,"readonly"),c=a.objectStore(Ht).get(this.modelPath);c.onsuccess=()=>{if(c.result==null)return i.close(),n(new Error(`Cannot find model with path '${this.modelPath}' in IndexedDB.`));o(c.result.modelArtifacts)},c.onerror=u=>(i.close(),n(c.error)),a.oncomplete=()=>i.close()}else{t.weightData=_e.join(t.weightData);let a=dt(t),l=i.transaction($t,"readwrite"),c=l.objectStore($t),u;try{u=c.put({modelPath:this.modelPath,modelArtifactsInfo:a})}catch(f){return n(f)}let p;u.onsuccess=()=>{p=i.transaction(Ht,"readwrite");let f=p.objectStore(Ht),d;try{d=f.put({modelPath:this.modelPath,modelArtifacts:t,modelArtifactsInfo:a})}catch(m){return n(m)}d.onsuccess=()=>o({modelArtifactsInfo:a}),d.onerror=m=>{c=l.objectStore($t);let x=c.delete(this.modelPath);x.onsuccess=()=>(i.close(),n(d.error)),x.onerror=g=>(i.close(),n(d.error))}},u.onerror=f=>(i.close(),n(u.error)),l.oncomplete=()=>{p==null?i.close():p.oncomplete=()=>i.close()}}},s.onerror=i=>n(s.error)})}};ot.URL_SCHEME="indexeddb://";var kp=r=>S().getBool("IS_BROWSER")&&!Array.isArray(r)&&r.startsWith(ot.URL_SCHEME)?Yb(r.slice(ot.URL_SCHEME.length)):null;De.registerSaveRouter(kp);De.registerLoadRouter(kp);function Yb(r){return new ot(r)}function Zb(r){return r.startsWith(ot.URL_SCHEME)?r.slice(ot.URL_SCHEME.length):r}var bn=class{constructor(){this.indexedDB=Np()}async listModels(){return new Promise((e,t)=>{let o=this.indexedDB.open(ta,ra);o.onupgradeneeded=()=>oa(o),o.onsuccess=()=>{let n=o.result,s=n.transaction($t,"readonly"),a=s.objectStore($t).getAll();a.onsuccess=()=>{let l={};for(let c of a.result)l[c.modelPath]=c.modelArtifactsInfo;e(l)},a.onerror=l=>(n.close(),t(a.error)),s.oncomplete=()=>n.close()},o.onerror=n=>t(o.error)})}async removeModel(e){return e=Zb(e),new Promise((t,o)=>{let n=this.indexedDB.open(ta,ra);n.onupgradeneeded=()=>oa(n),n.onsuccess=()=>{let s=n.result,i=s.transaction($t,"readwrite"),a=i.objectStore($t),l=a.get(e),c;l.onsuccess=()=>{if(l.result==null)return s.close(),o(new Error(`Cannot find model with path '${e}' in IndexedDB.`));{let u=a.delete(e),p=()=>{c=s.transaction(Ht,"readwrite");let d=c.objectStore(Ht).delete(e);d.onsuccess=()=>t(l.result.modelArtifactsInfo),d.onerror=m=>o(l.error)};u.onsuccess=p,u.onerror=f=>(p(),s.close(),o(l.error))}},l.onerror=u=>(s.close(),o(l.error)),i.oncomplete=()=>{c==null?s.close():c.oncomplete=()=>s.close()}},n.onerror=s=>o(n.error)})}};var mt="/",$r="tensorflowjs_models",Ap="info",Qb="model_topology",Jb="weight_specs",ey="weight_data",ty="model_metadata";function Fp(r){return{info:[$r,r,Ap].join(mt),topology:[$r,r,Qb].join(mt),weightSpecs:[$r,r,Jb].join(mt),weightData:[$r,r,ey].join(mt),modelMetadata:[$r,r,ty].join(mt)}}function _p(r){for(let e of Object.values(r))window.localStorage.removeItem(e)}function ry(r){let e=r.split(mt);if(e.length<3)throw new Error(`Invalid key format: ${r}`);return e.slice(1,e.length-1).join(mt)}function oy(r){return r.startsWith(nt.URL_SCHEME)?r.slice(nt.URL_SCHEME.length):r}var nt=class{constructor(e){if(!S().getBool("IS_BROWSER")||typeof window>"u"||typeof window.localStorage>"u")throw new Error("The current environment does not support local storage.");if(this.LS=window.localStorage,e==null||!e)throw new Error("For local storage, modelPath must not be null, undefined or empty.");this.modelPath=e,this.keys=Fp(this.modelPath)}async save(e){if(e.modelTopology instanceof ArrayBuffer)throw new Error("BrowserLocalStorage.save() does not support saving model topology in binary formats yet.");{let t=JSON.stringify(e.modelTopology),o=JSON.stringify(e.weightSpecs),n=dt(e),s=_e.join(e.weightData);try{this.LS.setItem(this.keys.info,JSON.stringify(n)),this.LS.setItem(this.keys.topology,t),this.LS.setItem(this.keys.weightSpecs,o),this.LS.setItem(this.keys.weightData,$p(s));let i={format:e.format,generatedBy:e.generatedBy,convertedBy:e.convertedBy,signature:e.signature!=null?e.signature:void 0,userDefinedMetadata:e.userDefinedMetadata!=null?e.userDefinedMetadata:void 0,modelInitializer:e.modelInitializer!=null?e.modelInitializer:void 0,initializerSignature:e.initializerSignature!=null?e.initializerSignature:void 0,trainingConfig:e.trainingConfig!=null?e.trainingConfig:void 0};return this.LS.setItem(this.keys.modelMetadata,JSON.stringify(i)),{modelArtifactsInfo:n}}catch{throw _p(this.keys),new Error(`Failed to save model '${this.modelPath}' to local storage: size quota being exceeded is a possible cause of this failure: modelTopologyBytes=${n.modelTopologyBytes}, weightSpecsBytes=${n.weightSpecsBytes}, weightDataBytes=${n.weightDataBytes}.`)}}}async load(){let e=JSON.parse(this.LS.getItem(this.keys.info));if(e==null)throw new Error(`In local storage, there is no model with name '${this.modelPath}'`);if(e.modelTopologyType!=="JSON")throw new Error("BrowserLocalStorage does not support loading non-JSON model topology yet.");let t={},o=JSON.parse(this.LS.getItem(this.keys.topology));if(o==null)throw new Error(`In local storage, the topology of model '${this.modelPath}' is missing.`);t.modelTopology=o;let n=JSON.parse(this.LS.getItem(this.keys.weightSpecs));if(n==null)throw new Error(`In local storage, the weight specs of model '${this.modelPath}' are missing.`);t.weightSpecs=n;let s=this.LS.getItem(this.keys.modelMetadata);if(s!=null){let a=JSON.parse(s);t.format=a.format,t.generatedBy=a.generatedBy,t.convertedBy=a.convertedBy,a.signature!=null&&(t.signature=a.signature),a.userDefinedMetadata!=null&&(t.userDefinedMetadata=a.userDefinedMetadata),a.modelInitializer!=null&&(t.modelInitializer=a.modelInitializer),a.initializerSignature!=null&&(t.initializerSignature=a.initializerSignature),a.trainingConfig!=null&&(t.trainingConfig=a.trainingConfig)}let i=this.LS.getItem(this.keys.weightData);if(i==null)throw new Error(`In local storage, the binary weight values of model '${this.modelPath}' are missing.`);return t.weightData=Ep(i),t}};nt.URL_SCHEME="localstorage://";var Dp=r=>S().getBool("IS_BROWSER")&&!Array.isArray(r)&&r.startsWith(nt.URL_SCHEME)?ny(r.slice(nt.URL_SCHEME.length)):null;De.registerSaveRouter(Dp);De.registerLoadRouter(Dp);function ny(r){return new nt(r)}var yn=class{constructor(){F(S().getBool("IS_BROWSER"),()=>"Current environment is not a web browser"),F(typeof window>"u"||typeof window.localStorage<"u",()=>"Current browser does not appear to support localStorage"),this.LS=window.localStorage}async listModels(){let e={},t=$r+mt,o=mt+Ap;for(let n=0;n<this.LS.length;++n){let s=this.LS.key(n);if(s.startsWith(t)&&s.endsWith(o)){let i=ry(s);e[i]=JSON.parse(this.LS.getItem(s))}}return e}async removeModel(e){e=oy(e);let t=Fp(e);if(this.LS.getItem(t.info)==null)throw new Error(`Cannot find model at path '${e}'`);let o=JSON.parse(this.LS.getItem(t.info));return _p(t),o}};var Op="://",so=class r{constructor(){this.managers={}}static getInstance(){return r.instance==null&&(r.instance=new r),r.instance}static registerManager(e,t){F(e!=null,()=>"scheme must not be undefined or null."),e.endsWith(Op)&&(e=e.slice(0,e.indexOf(Op))),F(e.length>0,()=>"scheme must not be an empty string.");let o=r.getInstance();F(o.managers[e]==null,()=>`A model store manager is already registered for scheme '${e}'.`),o.managers[e]=t}static getManager(e){let t=r.getInstance().managers[e];if(t==null)throw new Error(`Cannot find model manager for scheme '${e}'`);return t}static getSchemes(){return Object.keys(r.getInstance().managers)}};var na=class{constructor(){this.messageName="setTimeoutCustom",this.functionRefs=[],this.handledMessageCount=0,this.hasEventListener=!1}fetch(e,t){return fetch(e,t)}now(){return performance.now()}encode(e,t){if(t!=="utf-8"&&t!=="utf8")throw new Error(`Browser's encoder only supports utf-8, but got ${t}`);return this.textEncoder==null&&(this.textEncoder=new TextEncoder),this.textEncoder.encode(e)}decode(e,t){return new TextDecoder(t).decode(e)}setTimeoutCustom(e,t){if(typeof window>"u"||!S().getBool("USE_SETTIMEOUTCUSTOM")){setTimeout(e,t);return}this.functionRefs.push(e),setTimeout(()=>{window.postMessage({name:this.messageName,index:this.functionRefs.length-1},"*")},t),this.hasEventListener||(this.hasEventListener=!0,window.addEventListener("message",o=>{if(o.source===window&&o.data.name===this.messageName){o.stopPropagation();let n=this.functionRefs[o.data.index];n(),this.handledMessageCount++,this.handledMessageCount===this.functionRefs.length&&(this.functionRefs=[],this.handledMessageCount=0)}},!0))}isTypedArray(e){return an(e)}};if(S().get("IS_BROWSER")){S().setPlatform("browser",new na);try{so.registerManager(nt.URL_SCHEME,new yn)}catch{}try{so.registerManager(ot.URL_SCHEME,new bn)}catch{}}var iy={importFetch:()=>(Pp(),ZC(sy))},sa;var ia=class{constructor(){this.util=Lp(),this.textEncoder=new this.util.TextEncoder}fetch(e,t){return S().global.fetch!=null?S().global.fetch(e,t):(sa==null&&(sa=iy.importFetch()),sa(e,t))}now(){let e=process.hrtime();return e[0]*1e3+e[1]/1e6}encode(e,t){if(t!=="utf-8"&&t!=="utf8")throw new Error(`Node built-in encoder only supports utf-8, but got ${t}`);return this.textEncoder.encode(e)}decode(e,t){return e.length===0?"":new this.util.TextDecoder(t).decode(e)}isTypedArray(e){return this.util.types.isFloat32Array(e)||this.util.types.isInt32Array(e)||this.util.types.isUint8Array(e)||this.util.types.isUint8ClampedArray(e)}};S().get("IS_NODE")&&!S().get("IS_BROWSER")&&S().setPlatform("node",new ia);function K(r,e="float32",t){return e=e||"float32",qe(r),new rt(r,e,t)}function ay(r,e){let t=P(r,"x","cast");if(!$i(e))throw new Error(`Failed to cast to unknown dtype ${e}`);if(e==="string"&&t.dtype!=="string"||e!=="string"&&t.dtype==="string")throw new Error("Only strings can be casted to strings");let o={x:t},n={dtype:e};return $.runKernel(Lt,o,n)}var Kt=B({cast_:ay});function ly(r){let t={x:P(r,"x","clone","string_or_numeric")};return $.runKernel(Mt,t)}var wn=B({clone_:ly});function Mp(r,e=!1){console.log(r.toString(e))}Zi();var cy={buffer:K,cast:Kt,clone:wn,print:Mp};gp(cy);function uy(r,e){let t=P(r,"a","add"),o=P(e,"b","add");[t,o]=Fe(t,o);let n={a:t,b:o};return $.runKernel("Add",n)}var W=B({add_:uy});function py(r,e){let t=P(r,"a","floorDiv"),o=P(e,"b","floorDiv");[t,o]=Fe(t,o);let n={a:t,b:o};return $.runKernel(mr,n)}var Bp=B({floorDiv_:py});function fy(r,e){let t=P(r,"a","div"),o=P(e,"b","div");if([t,o]=Fe(t,o),t.dtype==="int32"&&o.dtype==="int32")return Bp(t,o);let n={a:t,b:o},s={};return $.runKernel(Lo,n,s)}var be=B({div_:fy});function dy(r,e){let t=P(r,"a","mul"),o=P(e,"b","mul");[t,o]=Fe(t,o);let n={a:t,b:o};return $.runKernel(gr,n)}var U=B({mul_:dy});function my(r){let e=P(r,"x","abs");if(e.dtype==="complex64"){let t={x:e};return $.runKernel(Po,t)}else{let t={x:e};return $.runKernel("Abs",t)}}var Up=B({abs_:my});function hy(r,e,t,o,n="NHWC",s){let i=r[3],a=[...e,i],l=Wp(n);return ca(r,a,t,s,o,null,null,l)}function gy(r,e,t,o,n,s,i="channelsLast"){let[a,l]=io(e),c;if(i==="channelsLast")c=[a,l,r[3],r[3]];else if(i==="channelsFirst")c=[a,l,r[1],r[1]];else throw new Error(`Unknown dataFormat ${i}`);return ca(r,c,t,o,n,s,!1,i)}function xy(r,e,t,o,n,s,i="NDHWC"){let[a,l,c]=aa(e),u,p;if(i==="NDHWC")p="channelsLast",u=[a,l,c,r[4],r[4]];else if(i==="NCDHW")p="channelsFirst",u=[a,l,c,r[1],r[1]];else throw new Error(`Unknown dataFormat ${i}`);return Vp(r,u,t,o,n,!1,p,s)}function ca(r,e,t,o,n,s,i=!1,a="channelsLast"){let[l,c,u,p]=[-1,-1,-1,-1];if(a==="channelsLast")[l,c,u,p]=r;else if(a==="channelsFirst")[l,p,c,u]=r;else throw new Error(`Unknown dataFormat ${a}`);let[f,d,,m]=e,[x,g]=io(t),[h,b]=io(o),w=Er(f,h),v=Er(d,b),{padInfo:I,outHeight:N,outWidth:R}=yy(n,c,u,x,g,w,v,s,a),E=i?m*p:m,O;return a==="channelsFirst"?O=[l,E,N,R]:a==="channelsLast"&&(O=[l,N,R,E]),{batchSize:l,dataFormat:a,inHeight:c,inWidth:u,inChannels:p,outHeight:N,outWidth:R,outChannels:E,padInfo:I,strideHeight:x,strideWidth:g,filterHeight:f,filterWidth:d,effectiveFilterHeight:w,effectiveFilterWidth:v,dilationHeight:h,dilationWidth:b,inShape:r,outShape:O,filterShape:e}}function Vp(r,e,t,o,n,s=!1,i="channelsLast",a){let[l,c,u,p,f]=[-1,-1,-1,-1,-1];if(i==="channelsLast")[l,c,u,p,f]=r;else if(i==="channelsFirst")[l,f,c,u,p]=r;else throw new Error(`Unknown dataFormat ${i}`);let[d,m,x,,g]=e,[h,b,w]=aa(t),[v,I,N]=aa(o),R=Er(d,v),E=Er(m,I),O=Er(x,N),{padInfo:L,outDepth:V,outHeight:z,outWidth:Re}=wy(n,c,u,p,h,b,w,R,E,O,a),ue=s?g*f:g,fe;return i==="channelsFirst"?fe=[l,ue,V,z,Re]:i==="channelsLast"&&(fe=[l,V,z,Re,ue]),{batchSize:l,dataFormat:i,inDepth:c,inHeight:u,inWidth:p,inChannels:f,outDepth:V,outHeight:z,outWidth:Re,outChannels:ue,padInfo:L,strideDepth:h,strideHeight:b,strideWidth:w,filterDepth:d,filterHeight:m,filterWidth:x,effectiveFilterDepth:R,effectiveFilterHeight:E,effectiveFilterWidth:O,dilationDepth:v,dilationHeight:I,dilationWidth:N,inShape:r,outShape:fe,filterShape:e}}function Cy(r,e,t,o,n){o==null&&(o=ua(r,e,t));let s=r[0],i=r[1],a=ao((s-e+2*o)/t+1,n),l=ao((i-e+2*o)/t+1,n);return[a,l]}function by(r,e,t,o,n,s){n==null&&(n=ua(r,e[0],o[0]));let i=[0,0,0,t];for(let a=0;a<3;a++)r[a]+2*n>=e[a]&&(i[a]=ao((r[a]-e[a]+2*n)/o[a]+1,s));return i}function ua(r,e,t,o=1){let n=Er(e,o);return Math.floor((r[0]*(t-1)-t+n)/2)}function io(r){return typeof r=="number"?[r,r,r]:r.length===2?[r[0],r[1],1]:r}function aa(r){return typeof r=="number"?[r,r,r]:r}function Er(r,e){return e<=1?r:r+(r-1)*(e-1)}function yy(r,e,t,o,n,s,i,a,l){let c,u,p;if(typeof r=="number"){c={top:r,bottom:r,left:r,right:r,type:r===0?"VALID":"NUMBER"};let d=Cy([e,t],s,o,r,a);u=d[0],p=d[1]}else if(r==="same"){u=Math.ceil(e/o),p=Math.ceil(t/n);let f=Math.max(0,(u-1)*o+s-e),d=Math.max(0,(p-1)*n+i-t),m=Math.floor(f/2),x=f-m,g=Math.floor(d/2),h=d-g;c={top:m,bottom:x,left:g,right:h,type:"SAME"}}else if(r==="valid")c={top:0,bottom:0,left:0,right:0,type:"VALID"},u=Math.ceil((e-s+1)/o),p=Math.ceil((t-i+1)/n);else if(typeof r=="object"){let f=l==="channelsLast"?r[1][0]:r[2][0],d=l==="channelsLast"?r[1][1]:r[2][1],m=l==="channelsLast"?r[2][0]:r[3][0],x=l==="channelsLast"?r[2][1]:r[3][1];c={top:f,bottom:d,left:m,right:x,type:f===0&&d===0&&m===0&&x===0?"VALID":"EXPLICIT"},u=ao((e-s+f+d)/o+1,a),p=ao((t-i+m+x)/n+1,a)}else throw Error(`Unknown padding parameter: ${r}`);return{padInfo:c,outHeight:u,outWidth:p}}function wy(r,e,t,o,n,s,i,a,l,c,u){let p,f,d,m;if(r==="valid"&&(r=0),typeof r=="number"){p={top:r,bottom:r,left:r,right:r,front:r,back:r,type:r===0?"VALID":"NUMBER"};let g=by([e,t,o,1],[a,l,c],1,[n,s,i],r,u);f=g[0],d=g[1],m=g[2]}else if(r==="same"){f=Math.ceil(e/n),d=Math.ceil(t/s),m=Math.ceil(o/i);let x=(f-1)*n+a-e,g=(d-1)*s+l-t,h=(m-1)*i+c-o,b=Math.floor(x/2),w=x-b,v=Math.floor(g/2),I=g-v,N=Math.floor(h/2),R=h-N;p={top:v,bottom:I,left:N,right:R,front:b,back:w,type:"SAME"}}else throw Error(`Unknown padding parameter: ${r}`);return{padInfo:p,outDepth:f,outHeight:d,outWidth:m}}function ao(r,e){if(!e)return Math.trunc(r);switch(e){case"round":return Math.round(r);case"ceil":return Math.ceil(r);case"floor":return Math.floor(r);default:throw new Error(`Unknown roundingMode ${e}`)}}function la(r){let[e,t,o]=io(r);return e===1&&t===1&&o===1}function Sy(r,e){return la(r)||la(e)}function vy(r){return io(r).every(e=>e>0)}function Wp(r){if(r==="NHWC")return"channelsLast";if(r==="NCHW")return"channelsFirst";throw new Error(`Unknown dataFormat ${r}`)}function Iy(r,e,t){if(t!=null){if(typeof e=="string")throw Error(`Error in ${r}: pad must be an integer when using dimRoundingMode ${t} but got pad ${e}.`);if(typeof e=="number")F(Yr(e),()=>`Error in ${r}: pad must be an integer when using dimRoundingMode ${t} but got pad ${e}.`);else if(typeof e=="object")e.forEach(o=>{o.forEach(n=>{F(Yr(n),()=>`Error in ${r}: pad must be an integer when using dimRoundingMode ${t} but got pad ${n}.`)})});else throw Error(`Error in ${r}: Unknown padding parameter: ${e}`)}}function Ty(r,e){let o={x:P(r,"x","reshape","string_or_numeric")},n={shape:e};return $.runKernel(Zo,o,n)}var qt=B({reshape_:Ty});function $y(r){let t={x:P(r,"x","sigmoid","float32")};return $.runKernel(xr,t)}var Gp=B({sigmoid_:$y});function Ey(r,e){let t=P(r,"broadcastTo","x"),o=t.shape;if(qe(e),e.length<t.rank)throw new Error(`broadcastTo(): shape.length=${e.length} < input.rank=${t.rank}.`);if(e.length>t.rank){let c=t.shape.slice();for(;c.length<e.length;)c.unshift(1);t=qt(t,c)}let n=t.shape,s=Array.from(e);for(let c=e.length-1;c>=0;c--)if(n[c]===e[c])s[c]=1;else if(t.shape[c]!==1)throw new Error(`broadcastTo(): [${o}] cannot be broadcast to [${e}].`);if(s.map((c,u)=>c>1?u:-1).filter(c=>c>=0).length===0)return wn(t);let a={x:t},l={reps:s};return $.runKernel(rn,a,l)}var pa=B({broadcastTo_:Ey});function zp(r,e,t){qe(r),t=t||St(e);let o={shape:r,value:e,dtype:t};return $.runKernel(Uo,{},o)}var lo={};wt(lo,{assertAndGetBroadcastShape:()=>In,getBroadcastDims:()=>Hp,getReductionAxes:()=>vn});function Hp(r,e){let t=r.length,o=[];for(let n=0;n<t;n++){let s=t-1-n,i=r[s]||1;(e[e.length-1-n]||1)>1&&i===1&&o.unshift(s)}return o}function vn(r,e){let t=[];for(let o=0;o<e.length;o++){let n=r[r.length-o-1],s=e.length-o-1,i=e[s];(n==null||n===1&&i>1)&&t.unshift(s)}return t}function In(r,e){let t=Math.max(r.length,e.length),o=new Array(t);for(let n=0;n<t;n++){let s=r[r.length-n-1];s==null&&(s=1);let i=e[e.length-n-1];if(i==null&&(i=1),s===1)o[t-n-1]=i;else if(i===1)o[t-n-1]=s;else if(s!==i){let a=`Operands could not be broadcast together with shapes ${r} and ${e}.`;throw Error(a)}else o[t-n-1]=s}return o}function Ry(r){let t={x:P(r,"x","zerosLike")};return $.runKernel(on,t)}var ye=B({zerosLike_:Ry});function Ny(r){let t={x:P(r,"x","elu","float32")};return $.runKernel("Elu",t)}var qp=B({elu_:Ny});function fa(r,e){for(let t=0;t<r.length;++t)if(r[r.length-t-1]!==e-1-t)return!1;return!0}function Xp(r,e,t){let o=r.length+e.length,n=[],s=0,i=0;for(let a=0;a<o;a++)t.indexOf(a)===-1?n.push(r[s++]):n.push(e[i++]);return n}function ky(r,e){let t=[],o=r.length;for(let s=0;s<o;s++)e.indexOf(s)===-1&&t.push(r[s]);let n=e.map(s=>r[s]);return[t,n]}function Ay(r,e){let t=e.map(o=>1);return Xp(r,t,e)}function Fy(r,e,t){F(fa(e,t),()=>`${r} supports only inner-most axes for now. Got axes ${e} and rank-${t} input.`)}function _y(r,e){if(fa(r,e))return null;let t=[];for(let o=0;o<e;++o)r.indexOf(o)===-1&&t.push(o);return r.forEach(o=>t.push(o)),t}function Dy(r){return r.map((e,t)=>[t,e]).sort((e,t)=>e[1]-t[1]).map(e=>e[0])}function Oy(r,e){let t=[];for(let o=e-r;o<e;++o)t.push(o);return t}function Py(r,e){let t=P(r,"base","pow"),o=P(e,"exp","pow");[t,o]=Fe(t,o);let n={a:t,b:o};return $.runKernel("Pow",n)}var da=B({pow_:Py});function we(r,e){if((de(r)&&e!=="string"||Array.isArray(r))&&e!=="complex64")throw new Error("Error creating a new Scalar: value must be a primitive (number|boolean|string)");if(e==="string"&&de(r)&&!(r instanceof Uint8Array))throw new Error("When making a scalar from encoded string, the value must be `Uint8Array`.");return Sp(r,[],[],e)}function Ly(r){let t={x:P(r,"x","sqrt","float32")};return $.runKernel(Cr,t)}var Ye=B({sqrt_:Ly});function My(r){let e=P(r,"x","square"),t={};return $.runKernel("Square",{x:e},t)}var Ze=B({square_:My});function By(r,e=null,t=!1){let o=P(r,"x","sum");o.dtype==="bool"&&(o=Kt(o,"int32"));let n={x:o},s={axis:e,keepDims:t};return $.runKernel("Sum",n,s)}var Zp=B({sum_:By});function Uy(r,e=.2){let o={x:P(r,"x","leakyRelu")},n={alpha:e};return $.runKernel(zo,o,n)}var Qp=B({leakyRelu_:Uy});function Jp(r,e){F(pr(r),()=>"The f passed in variableGrads(f) must be a function"),F(e==null||Array.isArray(e)&&e.every(c=>c instanceof pt),()=>"The varList passed in variableGrads(f, varList) must be an array of variables");let t=e!=null;if(!t){e=[];for(let c in $.registeredVariables)e.push($.registeredVariables[c])}let o=t?e.filter(c=>!c.trainable):null,n=e.length;e=e.filter(c=>c.trainable),F(e.length>0,()=>`variableGrads() expects at least one of the input variables to be trainable, but none of the ${n} variables is trainable.`);let s=!0,{value:i,grads:a}=$.gradients(r,e,null,s);F(a.some(c=>c!=null),()=>"Cannot find a connection between any variable and the result of the loss function y=f(x). Please make sure the operations that use variables are inside the function f passed to minimize()."),F(i.rank===0,()=>`The f passed in variableGrads(f) must return a scalar, but it returned a rank-${i.rank} tensor`);let l={};return e.forEach((c,u)=>{a[u]!=null&&(l[c.name]=a[u])}),o?.forEach(c=>l[c.name]=null),{value:i,grads:l}}function Vy(r,e){let t=P(r,"a","sub"),o=P(e,"b","sub");[t,o]=Fe(t,o);let n={a:t,b:o};return $.runKernel("Sub",n)}var ht=B({sub_:Vy});function Wy(r,e){let t=P(r,"a","maximum"),o=P(e,"b","maximum");[t,o]=Fe(t,o),t.dtype==="bool"&&(t=Kt(t,"int32"),o=Kt(o,"int32")),In(t.shape,o.shape);let n={a:t,b:o};return $.runKernel(hr,n)}var ef=B({maximum_:Wy});function co(r,e="float32"){if(qe(r),e==="complex64"){let o=co(r,"float32"),n=co(r,"float32");return wp(o,n)}let t=dr(oe(r),e);return $.makeTensor(t,r,e)}function Gy(r,e){let t=P(r,"x","prelu"),o=P(e,"alpha","prelu"),n={x:t,alpha:o};return $.runKernel(jo,n)}var tf=B({prelu_:Gy});function zy(r){let t={x:P(r,"x","relu")};return $.runKernel(Yo,t)}var rf=B({relu_:zy});function Hy(r){let t={x:P(r,"x","relu6")};return $.runKernel(Qo,t)}var of=B({relu6_:Hy});function Ky(r,e=0){let o={x:P(r,"x","step")},n={alpha:e};return $.runKernel(nn,o,n)}var nf=B({step_:Ky});function sf(r,e,t){let o=e.rank>1?e.shape[e.rank-1]:1,n=e.rank>1?e.rank-1:1,s=`Must have updates.shape = indices.shape[:batchDim] + shape[sliceDim:], got updates.shape: ${t.shape}, indices.shape: ${e.shape}, shape: ${r}, sliceDim: ${o}, and batchDim: ${n}.`;if(t.rank<n)throw new Error(s+` update.rank < ${n}. `);if(r.length<o+(t.rank-n))throw new Error(s+` Output shape length < ${o+(t.rank-n)}`);if(t.rank!==n+r.length-o)throw new Error(s+` update.rank != ${n+r.length-o}`);for(let i=0;i<n;++i)if(t.shape[i]!==e.shape[i])throw new Error(s+` updates.shape[${i}] (${t.shape[i]}) != indices.shape[${i}] (${e.shape[i]}).`);for(let i=0;i<t.rank-n;++i)if(t.shape[i+n]!==r[i+o])throw new Error(s+` updates.shape[${i+n}] (${t.shape[i+n]}) != shape[${i+n}] (${r[i+n]})`)}function qy(r,e,t){if(e.rank<1)throw new Error(`tf.scatterND() expects the indices to be rank 1 or higher, but the rank was ${e.rank}.`);if(r.rank<1)throw new Error(`tf.scatterND() expects the updates to be rank 1 or higher, but the rank was ${r.rank}.`);if(e.dtype!=="int32")throw new Error(`The dtype of 'indices' should be int32, but got dtype: ${e.dtype}`);if(t.length<1)throw new Error(`Output rank must be greater or equal to 1, but got shape: ${t}`);if(t.length===0){if(e.size===0)throw new Error(`Indices specified for empty output. indices shape: ${e.shape}`);if(r.size===0)throw new Error(`Updates specified for empty output. updates shape: ${r.shape}`)}sf(t,e,r)}function Xy(r,e,t){let o=e.shape.length,n=o>1?e.shape[o-1]:1,s=t.length,i=1;for(let p=n;p<s;++p)i*=t[p];let a=n<1?1:n,l=oe(e.shape)/a,c=[...tt(t.slice(0,n)),1],u=oe(t);return{sliceRank:n,numUpdates:l,sliceSize:i,strides:c,outputSize:u}}function af(r,e){let t=[];for(let s=0;s<e.length;s++)e[s]&&t.push(s);let o=K(r,"int32"),n=K([t.length,r.length],"int32");for(let s=0;s<t.length;s++){let i=o.indexToLoc(t[s]),a=s*r.length;n.values.set(i,a)}return n.toTensor()}function jy(r,e,t){if(t==null||t==="linear")return r;if(t==="relu")return U(r,nf(e));throw new Error(`Cannot compute gradient for fused activation ${t}.`)}function Yy(r,e){let t=e,o=vn(r.shape,e.shape);return o.length>0&&(t=Zp(t,o)),qt(t,r.shape)}function Zy(r,e,t,o){if(e==="linear")return r;if(e==="relu")return rf(r);if(e==="elu")return qp(r);if(e==="relu6")return of(r);if(e==="prelu")return tf(r,t);if(e==="leakyrelu")return Qp(r,o);if(e==="sigmoid")return Gp(r);throw new Error(`Unknown fused activation ${e}.`)}var Qy=(r,e)=>!(r>0)||e==="linear";function lf(r,e,t){let o=Jy(r,e,t),n=o<0?-(o+1):o;r.splice(n,0,e)}function Jy(r,e,t){return tw(r,e,t||ew)}function ew(r,e){return r>e?1:r<e?-1:0}function tw(r,e,t){let o=0,n=r.length,s=0,i=!1;for(;o<n;){s=o+(n-o>>>1);let a=t(e,r[s]);a>0?o=s+1:(n=s,i=!a)}return i?o:-o-1}function uf(r,e,t,o,n){return ma(r,e,t,o,n,0)}function pf(r,e,t,o,n,s){return ma(r,e,t,o,n,0,!1,s,!0)}function ff(r,e,t,o,n,s){return ma(r,e,t,o,n,s,!0)}function ma(r,e,t,o,n,s,i=!1,a=!1,l=!1){let c=[];for(let g=0;g<e.length;g++)e[g]>n&&c.push({score:e[g],boxIndex:g,suppressBeginIndex:0});c.sort(cf);let u=s>0?-.5/s:0,p=[],f=[];for(;p.length<t&&c.length>0;){let g=c.pop(),{score:h,boxIndex:b,suppressBeginIndex:w}=g;if(h<n)break;let v=!1;for(let I=p.length-1;I>=w;--I){let N=rw(r,b,p[I]);if(N>=o){v=!0;break}if(g.score=g.score*ow(o,u,N),g.score<=n)break}g.suppressBeginIndex=p.length,v||(g.score===h?(p.push(b),f.push(g.score)):g.score>n&&lf(c,g,cf))}let d=p.length,m=t-d;a&&m>0&&(p.push(...new Array(m).fill(0)),f.push(...new Array(m).fill(0)));let x={selectedIndices:p};return i&&(x.selectedScores=f),l&&(x.validOutputs=d),x}function rw(r,e,t){let o=r.subarray(e*4,e*4+4),n=r.subarray(t*4,t*4+4),s=Math.min(o[0],o[2]),i=Math.min(o[1],o[3]),a=Math.max(o[0],o[2]),l=Math.max(o[1],o[3]),c=Math.min(n[0],n[2]),u=Math.min(n[1],n[3]),p=Math.max(n[0],n[2]),f=Math.max(n[1],n[3]),d=(a-s)*(l-i),m=(p-c)*(f-u);if(d<=0||m<=0)return 0;let x=Math.max(s,c),g=Math.max(i,u),h=Math.min(a,p),b=Math.min(l,f),w=Math.max(h-x,0)*Math.max(b-g,0);return w/(d+m-w)}function ow(r,e,t){let o=Math.exp(e*t*t);return t<=r?o:0}function cf(r,e){return r.score-e.score||r.score===e.score&&e.boxIndex-r.boxIndex}var nw=new Map,sw=new Map,$n=class{getClassName(){return this.constructor.className}static fromConfig(e,t){return new e(t)}},ha=class r{constructor(){this.classNameMap={}}static getMap(){return r.instance==null&&(r.instance=new r),r.instance}static register(e){r.getMap().classNameMap[e.className]=[e,e.fromConfig]}};function df(r,e,t){F(r.className!=null,()=>"Class being registered does not have the static className property defined."),F(typeof r.className=="string",()=>"className is required to be a string, but got type "+typeof r.className),F(r.className.length>0,()=>"Class being registered has an empty-string as its className, which is disallowed."),typeof e>"u"&&(e="Custom"),typeof t>"u"&&(t=r.className);let o=t,n=e+">"+o;return ha.register(r),nw.set(n,r),sw.set(r,n),r}var Se=class extends $n{minimize(e,t=!1,o){let{value:n,grads:s}=this.computeGradients(e,o);if(o!=null){let i=o.map(a=>({name:a.name,tensor:s[a.name]}));this.applyGradients(i)}else this.applyGradients(s);return se(s),t?n:(n.dispose(),null)}get iterations(){return this.iterations_==null&&(this.iterations_=0),this.iterations_}incrementIterations(){this.iterations_=this.iterations+1}computeGradients(e,t){return Jp(e,t)}dispose(){this.iterations_!=null&&se(this.iterations_)}async saveIterations(){return this.iterations_==null&&(this.iterations_=0),{name:"iter",tensor:we(this.iterations_,"int32")}}async getWeights(){throw new Error("getWeights() is not implemented for this optimizer yet.")}async setWeights(e){throw new Error(`setWeights() is not implemented for this optimizer class ${this.getClassName()}`)}async extractIterations(e){return this.iterations_=(await e[0].tensor.data())[0],e.slice(1)}};Object.defineProperty(Se,Symbol.hasInstance,{value:r=>r.minimize!=null&&r.computeGradients!=null&&r.applyGradients!=null});var En=class extends Se{static get className(){return"Adadelta"}constructor(e,t,o=null){super(),this.learningRate=e,this.rho=t,this.epsilon=o,this.accumulatedGrads=[],this.accumulatedUpdates=[],o==null&&(this.epsilon=$.backend.epsilon())}applyGradients(e){(Array.isArray(e)?e.map(o=>o.name):Object.keys(e)).forEach((o,n)=>{let s=$.registeredVariables[o],i=!1;this.accumulatedGrads[n]==null&&(this.accumulatedGrads[n]={originalName:`${o}/accum_grad`,variable:q(()=>ye(s).variable(i))}),this.accumulatedUpdates[n]==null&&(this.accumulatedUpdates[n]={originalName:`${o}/accum_var`,variable:q(()=>ye(s).variable(i))});let a=Array.isArray(e)?e[n].tensor:e[o];if(a==null)return;let l=this.accumulatedGrads[n].variable,c=this.accumulatedUpdates[n].variable;q(()=>{let u=W(U(l,this.rho),U(Ze(a),1-this.rho)),p=U(be(Ye(W(c,this.epsilon)),Ye(W(l,this.epsilon))),a),f=W(U(c,this.rho),U(Ze(p),1-this.rho));l.assign(u),c.assign(f);let d=W(U(p,-this.learningRate),s);s.assign(d)})}),this.incrementIterations()}dispose(){this.accumulatedUpdates!=null&&(se(this.accumulatedGrads.map(e=>e.variable)),se(this.accumulatedUpdates.map(e=>e.variable)))}async getWeights(){let e=[...this.accumulatedGrads,...this.accumulatedUpdates];return[await this.saveIterations()].concat(e.map(t=>({name:t.originalName,tensor:t.variable})))}async setWeights(e){e=await this.extractIterations(e);let t=e.length/2,o=!1;this.accumulatedGrads=e.slice(0,t).map(n=>({originalName:n.name,variable:n.tensor.variable(o)})),this.accumulatedUpdates=e.slice(t,t*2).map(n=>({originalName:n.name,variable:n.tensor.variable(o)}))}getConfig(){return{learningRate:this.learningRate,rho:this.rho,epsilon:this.epsilon}}static fromConfig(e,t){return new e(t.learningRate,t.rho,t.epsilon)}};var Rn=class extends Se{static get className(){return"Adagrad"}constructor(e,t=.1){super(),this.learningRate=e,this.initialAccumulatorValue=t,this.accumulatedGrads=[]}applyGradients(e){(Array.isArray(e)?e.map(o=>o.name):Object.keys(e)).forEach((o,n)=>{let s=$.registeredVariables[o];this.accumulatedGrads[n]==null&&(this.accumulatedGrads[n]={originalName:`${o}/accumulator`,variable:q(()=>zp(s.shape,this.initialAccumulatorValue).variable(!1))});let i=Array.isArray(e)?e[n].tensor:e[o];if(i==null)return;let a=this.accumulatedGrads[n].variable;q(()=>{let l=W(a,Ze(i));a.assign(l);let c=W(U(be(i,Ye(W(l,$.backend.epsilon()))),-this.learningRate),s);s.assign(c)})}),this.incrementIterations()}dispose(){this.accumulatedGrads!=null&&se(this.accumulatedGrads.map(e=>e.variable))}async getWeights(){return[await this.saveIterations()].concat(this.accumulatedGrads.map(e=>({name:e.originalName,tensor:e.variable})))}async setWeights(e){e=await this.extractIterations(e);let t=!1;this.accumulatedGrads=e.map(o=>({originalName:o.name,variable:o.tensor.variable(t)}))}getConfig(){return{learningRate:this.learningRate,initialAccumulatorValue:this.initialAccumulatorValue}}static fromConfig(e,t){return new e(t.learningRate,t.initialAccumulatorValue)}};var Nn=class extends Se{static get className(){return"Adam"}constructor(e,t,o,n=null){super(),this.learningRate=e,this.beta1=t,this.beta2=o,this.epsilon=n,this.accumulatedFirstMoment=[],this.accumulatedSecondMoment=[],q(()=>{this.accBeta1=we(t).variable(),this.accBeta2=we(o).variable()}),n==null&&(this.epsilon=$.backend.epsilon())}applyGradients(e){let t=Array.isArray(e)?e.map(o=>o.name):Object.keys(e);q(()=>{let o=ht(1,this.accBeta1),n=ht(1,this.accBeta2);t.forEach((s,i)=>{let a=$.registeredVariables[s],l=!1;this.accumulatedFirstMoment[i]==null&&(this.accumulatedFirstMoment[i]={originalName:`${s}/m`,variable:q(()=>ye(a).variable(l))}),this.accumulatedSecondMoment[i]==null&&(this.accumulatedSecondMoment[i]={originalName:`${s}/v`,variable:q(()=>ye(a).variable(l))});let c=Array.isArray(e)?e[i].tensor:e[s];if(c==null)return;let u=this.accumulatedFirstMoment[i].variable,p=this.accumulatedSecondMoment[i].variable,f=W(U(u,this.beta1),U(c,1-this.beta1)),d=W(U(p,this.beta2),U(Ze(c),1-this.beta2)),m=be(f,o),x=be(d,n);u.assign(f),p.assign(d);let g=W(U(be(m,W(Ye(x),this.epsilon)),-this.learningRate),a);a.assign(g)}),this.accBeta1.assign(U(this.accBeta1,this.beta1)),this.accBeta2.assign(U(this.accBeta2,this.beta2))}),this.incrementIterations()}dispose(){this.accBeta1.dispose(),this.accBeta2.dispose(),this.accumulatedFirstMoment!=null&&se(this.accumulatedFirstMoment.map(e=>e.variable)),this.accumulatedSecondMoment!=null&&se(this.accumulatedSecondMoment.map(e=>e.variable))}async getWeights(){let e=[...this.accumulatedFirstMoment,...this.accumulatedSecondMoment];return[await this.saveIterations()].concat(e.map(t=>({name:t.originalName,tensor:t.variable})))}async setWeights(e){e=await this.extractIterations(e),q(()=>{this.accBeta1.assign(da(this.beta1,this.iterations_+1)),this.accBeta2.assign(da(this.beta2,this.iterations_+1))});let t=e.length/2,o=!1;this.accumulatedFirstMoment=e.slice(0,t).map(n=>({originalName:n.name,variable:n.tensor.variable(o)})),this.accumulatedSecondMoment=e.slice(t,t*2).map(n=>({originalName:n.name,variable:n.tensor.variable(o)}))}getConfig(){return{learningRate:this.learningRate,beta1:this.beta1,beta2:this.beta2,epsilon:this.epsilon}}static fromConfig(e,t){return new e(t.learningRate,t.beta1,t.beta2,t.epsilon)}};var kn=class extends Se{static get className(){return"Adamax"}constructor(e,t,o,n=null,s=0){super(),this.learningRate=e,this.beta1=t,this.beta2=o,this.epsilon=n,this.decay=s,this.accumulatedFirstMoment=[],this.accumulatedWeightedInfNorm=[],q(()=>{this.iteration=we(0).variable(),this.accBeta1=we(t).variable()}),n==null&&(this.epsilon=$.backend.epsilon())}applyGradients(e){let t=Array.isArray(e)?e.map(o=>o.name):Object.keys(e);q(()=>{let o=ht(1,this.accBeta1),n=be(-this.learningRate,W(U(this.iteration,this.decay),1));t.forEach((s,i)=>{let a=$.registeredVariables[s],l=!1;this.accumulatedFirstMoment[i]==null&&(this.accumulatedFirstMoment[i]={originalName:`${s}/m`,variable:ye(a).variable(l)}),this.accumulatedWeightedInfNorm[i]==null&&(this.accumulatedWeightedInfNorm[i]={originalName:`${s}/v`,variable:ye(a).variable(l)});let c=Array.isArray(e)?e[i].tensor:e[s];if(c==null)return;let u=this.accumulatedFirstMoment[i].variable,p=this.accumulatedWeightedInfNorm[i].variable,f=W(U(u,this.beta1),U(c,1-this.beta1)),d=U(p,this.beta2),m=Up(c),x=ef(d,m);u.assign(f),p.assign(x);let g=W(U(be(n,o),be(f,W(x,this.epsilon))),a);a.assign(g)}),this.iteration.assign(W(this.iteration,1)),this.accBeta1.assign(U(this.accBeta1,this.beta1))}),this.incrementIterations()}dispose(){this.accBeta1.dispose(),this.iteration.dispose(),this.accumulatedFirstMoment!=null&&se(this.accumulatedFirstMoment.map(e=>e.variable)),this.accumulatedWeightedInfNorm!=null&&se(this.accumulatedWeightedInfNorm.map(e=>e.variable))}async getWeights(){throw new Error("getWeights() is not implemented for Adamax yet.")}async setWeights(e){throw new Error("setWeights() is not implemented for Adamax yet.")}getConfig(){return{learningRate:this.learningRate,beta1:this.beta1,beta2:this.beta2,epsilon:this.epsilon,decay:this.decay}}static fromConfig(e,t){return new e(t.learningRate,t.beta1,t.beta2,t.epsilon,t.decay)}};var Rr=class extends Se{static get className(){return"SGD"}constructor(e){super(),this.learningRate=e,this.setLearningRate(e)}applyGradients(e){(Array.isArray(e)?e.map(o=>o.name):Object.keys(e)).forEach((o,n)=>{let s=Array.isArray(e)?e[n].tensor:e[o];if(s==null)return;let i=$.registeredVariables[o];q(()=>{let a=W(U(this.c,s),i);i.assign(a)})}),this.incrementIterations()}setLearningRate(e){this.learningRate=e,this.c!=null&&this.c.dispose(),this.c=vp(we(-e))}dispose(){this.c.dispose()}async getWeights(){return[await this.saveIterations()]}async setWeights(e){if(e=await this.extractIterations(e),e.length!==0)throw new Error("SGD optimizer does not have settable weights.")}getConfig(){return{learningRate:this.learningRate}}static fromConfig(e,t){return new e(t.learningRate)}};var An=class extends Rr{static get className(){return"Momentum"}constructor(e,t,o=!1){super(e),this.learningRate=e,this.momentum=t,this.useNesterov=o,this.accumulations=[],this.m=we(this.momentum)}applyGradients(e){(Array.isArray(e)?e.map(o=>o.name):Object.keys(e)).forEach((o,n)=>{let s=$.registeredVariables[o];this.accumulations[n]==null&&(this.accumulations[n]={originalName:`${o}/momentum`,variable:q(()=>ye(s).variable(!1))});let i=this.accumulations[n].variable,a=Array.isArray(e)?e[n].tensor:e[o];a!=null&&q(()=>{let l,c=W(U(this.m,i),a);this.useNesterov?l=W(U(this.c,W(a,U(c,this.m))),s):l=W(U(this.c,c),s),i.assign(c),s.assign(l)})}),this.incrementIterations()}dispose(){this.m.dispose(),this.accumulations!=null&&se(this.accumulations.map(e=>e.variable))}setMomentum(e){this.momentum=e}async getWeights(){return[await this.saveIterations()].concat(this.accumulations.map(e=>({name:e.originalName,tensor:e.variable})))}async setWeights(e){e=await this.extractIterations(e);let t=!1;this.accumulations=e.map(o=>({originalName:o.name,variable:o.tensor.variable(t)}))}getConfig(){return{learningRate:this.learningRate,momentum:this.momentum,useNesterov:this.useNesterov}}static fromConfig(e,t){return new e(t.learningRate,t.momentum,t.useNesterov)}};var Fn=class extends Se{static get className(){return"RMSProp"}constructor(e,t=.9,o=0,n=null,s=!1){if(super(),this.learningRate=e,this.decay=t,this.momentum=o,this.epsilon=n,this.accumulatedMeanSquares=[],this.accumulatedMoments=[],this.accumulatedMeanGrads=[],this.centered=s,n==null&&(this.epsilon=$.backend.epsilon()),e==null)throw new Error("learningRate for RMSPropOptimizer must be defined.")}applyGradients(e){(Array.isArray(e)?e.map(o=>o.name):Object.keys(e)).forEach((o,n)=>{let s=$.registeredVariables[o],i=!1;this.accumulatedMeanSquares[n]==null&&(this.accumulatedMeanSquares[n]={originalName:`${o}/rms`,variable:q(()=>ye(s).variable(i))}),this.accumulatedMoments[n]==null&&(this.accumulatedMoments[n]={originalName:`${o}/momentum`,variable:q(()=>ye(s).variable(i))}),this.accumulatedMeanGrads[n]==null&&this.centered&&(this.accumulatedMeanGrads[n]={originalName:`${o}/mg`,variable:q(()=>ye(s).variable(i))});let a=Array.isArray(e)?e[n].tensor:e[o];if(a==null)return;let l=this.accumulatedMeanSquares[n].variable,c=this.accumulatedMoments[n].variable;q(()=>{let u=W(U(l,this.decay),U(Ze(a),1-this.decay));if(this.centered){let p=this.accumulatedMeanGrads[n].variable,f=W(U(p,this.decay),U(a,1-this.decay)),d=be(U(a,this.learningRate),Ye(ht(u,W(Ze(f),this.epsilon)))),m=W(U(c,this.momentum),d);l.assign(u),p.assign(f),c.assign(m);let x=ht(s,m);s.assign(x)}else{let p=W(U(l,this.decay),U(Ze(a),1-this.decay)),f=W(U(c,this.momentum),be(U(a,this.learningRate),Ye(W(p,this.epsilon))));l.assign(p),c.assign(f);let d=ht(s,f);s.assign(d)}})}),this.incrementIterations()}dispose(){this.accumulatedMeanSquares!=null&&se(this.accumulatedMeanSquares.map(e=>e.variable)),this.accumulatedMeanGrads!=null&&this.centered&&se(this.accumulatedMeanGrads.map(e=>e.variable)),this.accumulatedMoments!=null&&se(this.accumulatedMoments.map(e=>e.variable))}async getWeights(){let e=[...this.accumulatedMeanSquares,...this.accumulatedMoments];return this.centered&&e.push(...this.accumulatedMeanGrads),[await this.saveIterations()].concat(e.map(t=>({name:t.originalName,tensor:t.variable})))}async setWeights(e){e=await this.extractIterations(e);let t=this.centered?e.length/3:e.length/2,o=!1;this.accumulatedMeanSquares=e.slice(0,t).map(n=>({originalName:n.name,variable:n.tensor.variable(o)})),this.accumulatedMoments=e.slice(t,t*2).map(n=>({originalName:n.name,variable:n.tensor.variable(o)})),this.centered&&(this.accumulatedMeanGrads=e.slice(t*2,t*3).map(n=>({originalName:n.name,variable:n.tensor.variable(o)})))}getConfig(){return{learningRate:this.learningRate,decay:this.decay,momentum:this.momentum,epsilon:this.epsilon,centered:this.centered}}static fromConfig(e,t){return new e(t.learningRate,t.decay,t.momentum,t.epsilon,t.centered)}};var iw=[En,Rn,Nn,kn,An,Fn,Rr];function mf(){for(let r of iw)df(r)}var aw="model",lw=".json",cw=".weights.bin";function hf(r){return new Promise(e=>setTimeout(e)).then(r)}var Nr=class r{constructor(e){if(!S().getBool("IS_BROWSER"))throw new Error("browserDownloads() cannot proceed because the current environment is not a browser.");e.startsWith(r.URL_SCHEME)&&(e=e.slice(r.URL_SCHEME.length)),(e==null||e.length===0)&&(e=aw),this.modelJsonFileName=e+lw,this.weightDataFileName=e+cw}async save(e){if(typeof document>"u")throw new Error("Browser downloads are not supported in this environment since `document` is not present");let t=_e.join(e.weightData),o=window.URL.createObjectURL(new Blob([t],{type:"application/octet-stream"}));if(e.modelTopology instanceof ArrayBuffer)throw new Error("BrowserDownloads.save() does not support saving model topology in binary formats yet.");{let n=[{paths:["./"+this.weightDataFileName],weights:e.weightSpecs}],s=gn(e,n),i=window.URL.createObjectURL(new Blob([JSON.stringify(s)],{type:"application/json"})),a=this.modelJsonAnchor==null?document.createElement("a"):this.modelJsonAnchor;if(a.download=this.modelJsonFileName,a.href=i,await hf(()=>a.dispatchEvent(new MouseEvent("click"))),e.weightData!=null){let l=this.weightDataAnchor==null?document.createElement("a"):this.weightDataAnchor;l.download=this.weightDataFileName,l.href=o,await hf(()=>l.dispatchEvent(new MouseEvent("click")))}return{modelArtifactsInfo:dt(e)}}}};Nr.URL_SCHEME="downloads://";var uw=r=>S().getBool("IS_BROWSER")&&!Array.isArray(r)&&r.startsWith(Nr.URL_SCHEME)?pw(r.slice(Nr.URL_SCHEME.length)):null;De.registerSaveRouter(uw);function pw(r="model"){return new Nr(r)}function ga(r,e,t,o){i(r),t=t??0,o=o??1,a(t,o);let n=0,s=l=>(l.then(c=>{let u=t+ ++n/r.length*(o-t);return e(u),c}),l);function i(l){F(l!=null&&Array.isArray(l)&&l.length>0,()=>"promises must be a none empty array")}function a(l,c){F(l>=0&&l<=1,()=>`Progress fraction must be in range [0, 1], but got startFraction ${l}`),F(c>=0&&c<=1,()=>`Progress fraction must be in range [0, 1], but got endFraction ${c}`),F(c>=l,()=>`startFraction must be no more than endFraction, but got startFraction ${l} and endFraction ${c}`)}return Promise.all(r.map(s))}async function gf(r,e){e==null&&(e={});let t=e.fetchFunc==null?S().platform.fetch:e.fetchFunc,o=r.map(p=>t(p,e.requestInit,{isBinary:!0})),a=(e.onProgress==null?await Promise.all(o):await ga(o,e.onProgress,0,.5)).map(p=>p.arrayBuffer());return e.onProgress==null?await Promise.all(a):await ga(a,e.onProgress,.5,1)}function xf(r,e){var t;let o=e.fetchFunc==null?S().platform.fetch:e.fetchFunc,n=0,s;return(t=e.onProgress)===null||t===void 0||t.call(e,0),new ReadableStream({pull:async i=>{for(var a;n<r.length;){s||(s=(await o(r[n],e.requestInit,{isBinary:!0})).body.getReader());let{done:l,value:c}=await s.read();if(l){n++,s=void 0,(a=e.onProgress)===null||a===void 0||a.call(e,n/r.length);continue}i.enqueue(c);return}i.close()}})}var dw="application/octet-stream",mw="application/json",uo=class{constructor(e,t){if(this.DEFAULT_METHOD="POST",t==null&&(t={}),this.weightPathPrefix=t.weightPathPrefix,this.weightUrlConverter=t.weightUrlConverter,t.fetchFunc!=null?(F(typeof t.fetchFunc=="function",()=>"Must pass a function that matches the signature of `fetch` (see https://developer.mozilla.org/en-US/docs/Web/API/Fetch_API)"),this.fetch=t.fetchFunc):this.fetch=S().platform.fetch,F(e!=null&&e.length>0,()=>"URL path for http must not be null, undefined or empty."),Array.isArray(e)&&F(e.length===2,()=>`URL paths for http must have a length of 2, (actual length is ${e.length}).`),this.path=e,t.requestInit!=null&&t.requestInit.body!=null)throw new Error("requestInit is expected to have no pre-existing body, but has one.");this.requestInit=t.requestInit||{},this.loadOptions=t}async save(e){if(e.modelTopology instanceof ArrayBuffer)throw new Error("BrowserHTTPRequest.save() does not support saving model topology in binary formats yet.");let t=Object.assign({method:this.DEFAULT_METHOD},this.requestInit);t.body=new FormData;let o=[{paths:["./model.weights.bin"],weights:e.weightSpecs}],n=gn(e,o);if(t.body.append("model.json",new Blob([JSON.stringify(n)],{type:mw}),"model.json"),e.weightData!=null){let i=_e.join(e.weightData);t.body.append("model.weights.bin",new Blob([i],{type:dw}),"model.weights.bin")}let s=await this.fetch(this.path,t);if(s.ok)return{modelArtifactsInfo:dt(e),responses:[s]};throw new Error(`BrowserHTTPRequest.save() failed due to HTTP response status ${s.status}.`)}async loadModelJSON(){let e=await this.fetch(this.path,this.requestInit);if(!e.ok)throw new Error(`Request to ${this.path} failed with status code ${e.status}. Please verify this URL points to the model JSON of the model to load.`);let t;try{t=await e.json()}catch{let i=`Failed to parse model JSON of response from ${this.path}.`;throw this.path.endsWith(".pb")?i+=" Your path contains a .pb file extension. Support for .pb models have been removed in TensorFlow.js 1.0 in favor of .json models. You can re-convert your Python TensorFlow model using the TensorFlow.js 1.0 conversion scripts or you can convert your.pb models with the 'pb2json'NPM script in the tensorflow/tfjs-converter repository.":i+=" Please make sure the server is serving valid JSON for this request.",new Error(i)}let o=t.modelTopology,n=t.weightsManifest;if(o==null&&n==null)throw new Error(`The JSON from HTTP path ${this.path} contains neither model topology or manifest for weights.`);return t}async load(){if(this.loadOptions.streamWeights)return this.loadStream();let e=await this.loadModelJSON();return xn(e,t=>this.loadWeights(t))}async loadStream(){let e=await this.loadModelJSON(),t=await this.getWeightUrls(e.weightsManifest),o=Cn(e.weightsManifest),n=()=>xf(t,this.loadOptions);return Object.assign(Object.assign({},e),{weightSpecs:o,getWeightStream:n})}async getWeightUrls(e){let t=Array.isArray(this.path)?this.path[1]:this.path,[o,n]=hw(t),s=this.weightPathPrefix||o,i=[],a=[];for(let l of e)for(let c of l.paths)this.weightUrlConverter!=null?a.push(this.weightUrlConverter(c)):i.push(s+c+n);return this.weightUrlConverter&&i.push(...await Promise.all(a)),i}async loadWeights(e){let t=await this.getWeightUrls(e),o=Cn(e),n=await gf(t,this.loadOptions);return[o,n]}};uo.URL_SCHEME_REGEX=/^https?:\/\//;function hw(r){let e=r.lastIndexOf("/"),t=r.lastIndexOf("?"),o=r.substring(0,e),n=t>e?r.substring(t):"";return[o+"/",n]}function xa(r){return r.match(uo.URL_SCHEME_REGEX)!=null}var Cf=(r,e)=>{if(typeof fetch>"u"&&(e==null||e.fetchFunc==null))return null;{let t=!0;if(Array.isArray(r)?t=r.every(o=>xa(o)):t=xa(r),t)return bf(r,e)}return null};De.registerSaveRouter(Cf);De.registerLoadRouter(Cf);function bf(r,e){return new uo(r,e)}function xw(r,e){let t=r.shape.length,o=e.shape.length;if(t<1)throw new Error(`tf.gatherND() expects the input to be rank 1 or higher, but the rank was ${t}.`);if(o<1)throw new Error(`tf.gatherND() expects the indices to be rank 1 or higher, but the rank was ${o}.`);if(e.dtype!=="int32")throw new Error(`tf.gatherND() expects the indices to be int32 type, but the dtype was ${e.dtype}.`);if(e.shape[o-1]>t)throw new Error(`index innermost dimension length must be <= tensor rank; saw: ${e.shape[o-1]} vs. ${t}`);if(oe(r.shape)===0)throw new Error(`Requested more than 0 entries, but input is empty. Input shape: ${r.shape}.`);let n=e.shape,s=n[n.length-1],i=1;for(let p=0;p<n.length-1;++p)i*=n[p];let a=r.shape,l=n.slice();l.pop();let c=1;for(let p=s;p<t;++p)c*=a[p],l.push(a[p]);let u=[...tt(r.shape).map(p=>p/c),1].slice(0,s);return[l,i,c,u]}var ve={};wt(ve,{assertParamsValid:()=>bw,computeFlatOffset:()=>Iw,computeOutShape:()=>ww,getNormalizedAxes:()=>Sw,isSliceContinous:()=>vw,maskToAxes:()=>yw,parseSliceParams:()=>Tw,sliceInfo:()=>$w,startForAxis:()=>Ef,startIndicesWithElidedDims:()=>If,stopForAxis:()=>Rf,stopIndicesWithElidedDims:()=>Tf,stridesForAxis:()=>$f,stridesWithElidedDims:()=>wf});var Ca=-2,Cw=-1;function bw(r,e,t){let o=r.shape.length;F(o===e.length,()=>`Error in slice${o}D: Length of begin ${e} must match the rank of the array (${o}).`),F(o===t.length,()=>`Error in slice${o}D: Length of size ${t} must match the rank of the array (${o}).`);for(let n=0;n<o;++n)F(e[n]+t[n]<=r.shape[n],()=>`Error in slice${o}D: begin[${n}] + size[${n}] (${e[n]+t[n]}) would overflow input.shape[${n}] (${r.shape[n]})`)}function yw(r){let e=[],t=0;for(;r>0;)r&1&&e.push(t),r/=2,t++;return e}function ww(r,e,t){let o=[];for(let n=0;n<r.length;n++)o[n]=Math.ceil((e[n]-r[n])/t[n]);return o}function wf(r,e,t,o){let n=[...r];for(let s=n.length;s<o.length;s++)n.push(1);for(let s=0;s<t;s++)s===0?n[e]=1:(n.splice(e,0,1),n.pop());return n}function Sf(r,e,t){return t<=r?t:t-(e-1)}function vf(r,e){let t=[];for(let o=0;o<r;o++)t.push(e+o);return t}function Sw(r,e,t,o,n,s,i,a,l){let c=r.length,u=new Array(c),p=new Array(c),f=new Array(c);if(e.length&&t>0){let d=e[0],m=t+1;u=If(i,d,m,o,r),p=Tf(a,d,m,n,r),f=wf(s,d,m,r)}else for(let d=0;d<c;d++)u[d]=Ef(i,o,s,r,d,l),p[d]=Rf(a,n,s,r,d,l),f[d]=$f(s,d,l);return{begin:u,end:p,strides:f}}function If(r,e,t,o,n){let s=[...n],i=vf(t,e);for(let a=0;a<s.length;a++)if(i.indexOf(a)>-1)s[a]=0;else{let l=Sf(e,t,a),c=o[l];r&1<<l&&(c=0),s[a]=c}return s}function Tf(r,e,t,o,n){let s=[...n],i=vf(t,e);for(let a=0;a<s.length;a++)if(i.indexOf(a)>-1)s[a]=Number.MAX_SAFE_INTEGER;else{let l=Sf(e,t,a),c=o[l];r&1<<l&&(c=Number.MAX_SAFE_INTEGER),s[a]=c}for(let a=0;a<s.length;a++){let l=n[a];s[a]<0&&(s[a]+=l),s[a]=ar(0,s[a],n[a])}return s}function $f(r,e,t){let o=r[e];return(t&1<<e||o==null)&&(o=1),o}function Ef(r,e,t,o,n,s){let i=e[n],a=t[n]||1;(r&1<<n||s&1<<n||i==null)&&(a>0?i=Number.MIN_SAFE_INTEGER:i=Number.MAX_SAFE_INTEGER);let l=o[n];return i<0&&(i+=l),i=ar(0,i,l-1),i}function Rf(r,e,t,o,n,s){let i=e[n],a=t[n]||1;(r&1<<n||s&1<<n||i==null)&&(a>0?i=Number.MAX_SAFE_INTEGER:i=Number.MIN_SAFE_INTEGER);let l=o[n];return i<0&&(i+=l),a>0?i=ar(0,i,l):i=ar(-1,i,l-1),i}function vw(r,e,t){let o=t.length;for(let n=0;n<t.length;n++)if(t[n]>1){o=n;break}for(let n=o+1;n<t.length;n++)if(e[n]>0||t[n]!==r[n])return!1;return!0}function Iw(r,e){let t=r.length>0?r[r.length-1]:1;for(let o=0;o<r.length-1;o++)t+=r[o]*e[o];return t}function Tw(r,e,t){let o,n=r.shape.length;typeof e=="number"?o=[e,...new Array(n-1).fill(0)]:e.length<n?o=e.concat(new Array(n-e.length).fill(0)):o=e.slice(),o.forEach(i=>{F(i!==-1,()=>"slice() does not support negative begin indexing.")});let s;return t==null?s=new Array(n).fill(-1):typeof t=="number"?s=[t,...new Array(n-1).fill(-1)]:t.length<n?s=t.concat(new Array(n-t.length).fill(-1)):s=t,s=s.map((i,a)=>i>=0?i:(F(i===-1,()=>`Negative size values should be exactly -1 but got ${i} for the slice() size at index ${a}.`),r.shape[a]-o[a])),[o,s]}function $w(r,e,t,o,n,s,i,a,l){let c;if(o==null?(c=new Array(e.length),c.fill(1)):c=o,i!=null&&(i&i-1)!==0)throw new Error("Multiple ellipses in slice is not allowed.");let u=!1,p={dims:c.length,numAddAxisAfterEllipsis:0,begin:e.slice(),end:t.slice(),strides:c.slice(),beginMask:n,endMask:s,ellipsisMask:i,newAxisMask:a,shrinkAxisMask:l};for(let w=0;w<p.dims;w++)u&&(1<<w&a)!==0&&p.numAddAxisAfterEllipsis++,1<<w&i&&(u=!0);u||(p.ellipsisMask|=1<<p.dims,p.dims++);let f={dims:r.length,beginMask:0,endMask:0,beginValid:!1,endValid:!1};Ew(p,f);let d=!0,m=!0,x=!0,g=[],h=[];for(let w=0;w<r.length;++w){if(f.strides[w]===0)throw Error(`strides[${w}] must be non-zero`);let v=!!(f.shrinkAxisMask&1<<w),I=r[w];if(I===-1){g.push(v?1:-1);continue}let N=[f.beginMask&1<<w,f.endMask&1<<w],R=[f.strides[w]>0?0:-1,f.strides[w]>0?I:I-1];if(v&&f.strides[w]<=0)throw Error("only stride 1 allowed on non-range indexing.");x=x&&f.strides[w]===1;let E=!!(f.beginMask&1<<w&&f.endMask&1<<w);if(f.beginValid&&f.endValid){if(v){let z=f.begin[w]<0?I+f.begin[w]:f.begin[w];if(f.begin[w]=z,f.end[w]=f.begin[w]+1,z<0||z>=I)throw Error(`slice index ${f.begin[w]} of dimension ${w} out of bounds.`)}else f.begin[w]=yf(f.begin[w],0,f.strides[w],I,N,R),f.end[w]=yf(f.end[w],1,f.strides[w],I,N,R);let V=f.strides[w]===1&&f.begin[w]===0&&f.end[w]===I;d=d&&V,m=m&&(w===0&&f.strides[w]===1||V)}else d=d&&f.strides[w]===1&&E,m=m&&(w===0&&f.strides[w]===1||E);let O,L=!1;if(f.beginValid&&f.endValid?(O=f.end[w]-f.begin[w],L=!0):v?(O=1,L=!0):E&&I>=0&&(f.strides[w]<0?O=-I:O=I,L=!0),L){let V;O===0||O<0!=f.strides[w]<0?V=0:V=Math.trunc(O/f.strides[w])+(O%f.strides[w]!==0?1:0),g.push(V)}else g.push(-1)}for(let w=0;w<f.finalShapeGatherIndices.length;++w){let v=f.finalShapeGatherIndices[w];v>=0?h.push(g[v]):v===Ca&&h.push(1)}return{finalShapeSparse:h.filter((w,v)=>f.finalShapeGatherIndices[v]!==Ca),finalShape:h,isIdentity:d,sliceDim0:m,isSimpleSlice:x,begin:f.begin,end:f.end,strides:f.strides}}function Ew(r,e){e.beginMask=0,e.endMask=0,e.shrinkAxisMask=0;let t=0;e.beginValid=r.begin!=null,e.endValid=r.end!=null,e.begin=new Array(e.dims),e.end=new Array(e.dims),e.strides=new Array(e.dims),e.finalShapeGatherIndices=[],e.finalShapeGatherIndicesSparse=[],e.inputShapeGatherIndicesSparse=new Array(e.dims);for(let o=0;o<r.dims;o++)if(1<<o&r.ellipsisMask){let n=Math.min(e.dims-(r.dims-o)+1+r.numAddAxisAfterEllipsis,e.dims);for(;t<n;t++)e.begin[t]=0,e.end[t]=0,e.strides[t]=1,e.beginMask|=1<<t,e.endMask|=1<<t,e.finalShapeGatherIndices.push(t),e.finalShapeGatherIndicesSparse.push(-1),e.inputShapeGatherIndicesSparse[t]=o}else if(1<<o&r.newAxisMask)e.finalShapeGatherIndices.push(Ca),e.finalShapeGatherIndicesSparse.push(-1);else{if(t===e.begin.length)throw Error(`Index out of range using input dim ${t}; input has only ${e.dims} dims, ${e.begin.length}.`);r.begin!=null&&(e.begin[t]=r.begin[o]),r.end!=null&&(e.end[t]=r.end[o]),e.strides[t]=r.strides[o],r.beginMask&1<<o&&(e.beginMask|=1<<t),r.endMask&1<<o&&(e.endMask|=1<<t),r.shrinkAxisMask&1<<o?(e.finalShapeGatherIndices.push(Cw),e.finalShapeGatherIndicesSparse.push(-1),e.shrinkAxisMask|=1<<t):(e.finalShapeGatherIndices.push(t),e.finalShapeGatherIndicesSparse.push(o)),e.inputShapeGatherIndicesSparse[t]=o,t++}}function yf(r,e,t,o,n,s){if(n[e])return t>0?s[e]:s[e+1&1];{let i=r<0?o+r:r;return i<s[0]?s[0]:i>s[1]?s[1]:i}}var Rw=typeof requestAnimationFrame<"u"?requestAnimationFrame:typeof setImmediate<"u"?setImmediate:r=>r();function ba(){return new Promise(r=>Rw(()=>r()))}var y={};wt(y,{ERF_A1:()=>Hw,ERF_A2:()=>Kw,ERF_A3:()=>qw,ERF_A4:()=>Xw,ERF_A5:()=>jw,ERF_P:()=>zw,PARALLELIZE_THRESHOLD:()=>_n,RowPartitionType:()=>st,SELU_SCALE:()=>Gw,SELU_SCALEALPHA:()=>Ww,applyActivation:()=>Zy,assertAndGetBroadcastShape:()=>In,assertAxesAreInnerMostDims:()=>Fy,assertParamsConsistent:()=>Nw,assignToTypedArray:()=>t0,axesAreInnerMostDims:()=>fa,calculateShapes:()=>Xy,checkEinsumDimSizes:()=>a0,checkPadOnDimRoundingMode:()=>Iy,combineLocations:()=>Xp,combineRaggedTensorToTensorShapes:()=>Aw,complexWithEvenIndex:()=>Qw,complexWithOddIndex:()=>Jw,computeConv2DInfo:()=>ca,computeConv3DInfo:()=>Vp,computeDefaultPad:()=>ua,computeDilation2DInfo:()=>hy,computeOptimalWindowSize:()=>Ow,computeOutAndReduceShapes:()=>ky,computeOutShape:()=>kw,computePool2DInfo:()=>gy,computePool3DInfo:()=>xy,convertConv2DDataFormat:()=>Wp,decodeEinsumEquation:()=>s0,eitherStridesOrDilationsAreOne:()=>Sy,expandShapeToKeepDim:()=>Ay,exponent:()=>o0,exponents:()=>r0,fromStringArrayToUint8:()=>R0,fromUint8ToStringArray:()=>E0,getAxesPermutation:()=>_y,getBroadcastDims:()=>Hp,getComplexWithIndex:()=>e0,getEinsumComputePath:()=>l0,getEinsumPermutation:()=>i0,getFusedBiasGradient:()=>Yy,getFusedDyActivation:()=>jy,getImageCenter:()=>Pw,getInnerMostAxes:()=>Oy,getPermuted:()=>Mw,getRaggedRank:()=>_w,getReductionAxes:()=>vn,getReshaped:()=>Lw,getReshapedPermuted:()=>Bw,getRowPartitionTypesHelper:()=>Fw,getSliceBeginCoords:()=>Uw,getSliceSize:()=>Vw,getSparseFillEmptyRowsIndicesDenseShapeMismatch:()=>f0,getSparseFillEmptyRowsNegativeIndexErrorMessage:()=>d0,getSparseFillEmptyRowsOutOfRangeIndexErrorMessage:()=>m0,getSparseReshapeEmptyTensorZeroOutputDimErrorMessage:()=>x0,getSparseReshapeInputOutputMismatchErrorMessage:()=>b0,getSparseReshapeInputOutputMultipleErrorMessage:()=>C0,getSparseReshapeMultipleNegativeOneOutputDimErrorMessage:()=>h0,getSparseReshapeNegativeOutputDimErrorMessage:()=>g0,getSparseSegmentReductionIndicesOutOfRangeErrorMessage:()=>v0,getSparseSegmentReductionNegativeSegmentIdsErrorMessage:()=>y0,getSparseSegmentReductionNonIncreasingSegmentIdsErrorMessage:()=>w0,getSparseSegmentReductionSegmentIdOutOfRangeErrorMessage:()=>S0,getUndoAxesPermutation:()=>Dy,isIdentityPermutation:()=>c0,log:()=>vb,mergeRealAndImagArrays:()=>Yw,prepareAndValidate:()=>xw,prepareSplitSize:()=>p0,segment_util:()=>wa,shouldFuse:()=>Qy,slice_util:()=>ve,splitRealAndImagArrays:()=>Zw,stridesOrDilationsArePositive:()=>vy,tupleValuesAreOne:()=>la,upcastType:()=>he,validateDefaultValueShape:()=>Dw,validateInput:()=>qy,validateUpdateShape:()=>sf,warn:()=>ut});function Nw(r,e){let t=r[0].length;r.forEach((n,s)=>{F(n.length===t,()=>`Error in concat${t}D: rank of tensors[${s}] must be the same as the rank of the rest (${t})`)}),F(e>=0&&e<t,()=>`Error in concat${t}D: axis must be between 0 and ${t-1}.`);let o=r[0];r.forEach((n,s)=>{for(let i=0;i<t;i++)F(i===e||n[i]===o[i],()=>`Error in concat${t}D: Shape of tensors[${s}] (${n}) does not match the shape of the rest (${o}) along the non-concatenated axis ${s}.`)})}function kw(r,e){let t=r[0].slice();for(let o=1;o<r.length;o++)t[e]+=r[o][e];return t}var st;(function(r){r[r.FIRST_DIM_SIZE=0]="FIRST_DIM_SIZE",r[r.VALUE_ROWIDS=1]="VALUE_ROWIDS",r[r.ROW_LENGTHS=2]="ROW_LENGTHS",r[r.ROW_SPLITS=3]="ROW_SPLITS",r[r.ROW_LIMITS=4]="ROW_LIMITS",r[r.ROW_STARTS=5]="ROW_STARTS"})(st||(st={}));function Aw(r,e,t){let o=new Array;if(t==null&&e==null)return o;if(e==null)for(;o.length<r+t.length;)o.push(-1);else o=e.slice();if(t==null)return o;if(r+t.length!==o.length)throw new Error(`rt input.shape and shape=${e} are incompatible: rt input.rank = ${r+t.length}, but shape.rank = ${o.length}`);for(let n=1;n<t.length;++n){let s=t[n],i=o[o.length-t.length+n],a=o[i];if(s>=0)if(a>=0){if(a!==s)throw new Error(`rt input.shape and shape=${e} are incompatible: rt input.shape[${n+r}] = ${s} but shape[${n+r}] = ${a}`)}else o[i]=s}return o}function Fw(r){let e={FIRST_DIM_SIZE:st.FIRST_DIM_SIZE,VALUE_ROWIDS:st.VALUE_ROWIDS,ROW_LENGTHS:st.ROW_LENGTHS,ROW_SPLITS:st.ROW_SPLITS,ROW_LIMITS:st.ROW_LIMITS,ROW_STARTS:st.ROW_STARTS},t=[];for(let o of r)if(o in e)t.push(e[o]);else break;return t}function _w(r){return r.length===0?0:r[0]===st.FIRST_DIM_SIZE?r.length-1:r.length}function Dw(r,e){if(r==null||e==null)return;let t=r.length,o=e.length;if(t>=o)throw new Error(`defaultValue.shape=${r} and ragged tensor flatValues.shape=${e}, are incompatible: defaultValue.rank = ${t} must be less than ragged tensor input flatValues.rank = ${o})`);for(let n=0;n<Math.min(t,o-1);++n){let s=r[n],i=e[n+1];if(s>=0&&i>=0&&s!==1&&s!==i)throw new Error(`defaultValue.shape=${r}, and ragged tensor input flatValues.shape=${e} are incompatible: defaultValue.shape[${n-r.length}] = ${s} but ragged tensor input.flatValues.shape[${n-r.length}] = ${i}`)}}var _n=30;function Ow(r){return r<=_n?r:fr(r,Math.floor(Math.sqrt(r)))}function Pw(r,e,t){let o=t*(typeof r=="number"?r:r[0]),n=e*(typeof r=="number"?r:r[1]);return[o,n]}function Lw(r,e,t,o=!0){let n=[];if(o)n=n.concat(e.slice(0)),n.push(r[0]/t),n=n.concat(r.slice(1));else{n=n.concat(r[0]);let s=e.length;for(let i=0;i<s;++i)n=n.concat([r[i+1]/e[i],e[i]]);n=n.concat(r.slice(s+1))}return n}function Mw(r,e,t=!0){let o=[];if(t){o.push(e);for(let n=e+1;n<r;++n)n<=2*e?(o.push(n),o.push(n-(e+1))):o.push(n)}else{let n=[],s=[];for(let i=1;i<r;++i)i>=e*2+1||i%2===1?s.push(i):n.push(i);o.push(...n),o.push(0),o.push(...s)}return o}function Bw(r,e,t,o=!0){let n=[];o?n.push(r[0]/t):n.push(r[0]*t);for(let s=1;s<r.length;++s)s<=e.length?o?n.push(e[s-1]*r[s]):n.push(r[s]/e[s-1]):n.push(r[s]);return n}function Uw(r,e){let t=[0];for(let o=0;o<e;++o)t.push(r[o][0]);return t}function Vw(r,e,t){let o=r.slice(0,1);for(let n=0;n<t;++n)o.push(r[n+1]-e[n][0]-e[n][1]);return o}var Ww=1.7580993408473768,Gw=1.0507009873554805;var zw=.3275911,Hw=.254829592,Kw=-.284496736,qw=1.421413741,Xw=-1.453152027,jw=1.061405429;function Yw(r,e){if(r.length!==e.length)throw new Error(`Cannot merge real and imag arrays of different lengths. real:${r.length}, imag: ${e.length}.`);let t=new Float32Array(r.length*2);for(let o=0;o<t.length;o+=2)t[o]=r[o/2],t[o+1]=e[o/2];return t}function Zw(r){let e=new Float32Array(r.length/2),t=new Float32Array(r.length/2);for(let o=0;o<r.length;o+=2)e[o/2]=r[o],t[o/2]=r[o+1];return{real:e,imag:t}}function Qw(r){let e=Math.ceil(r.length/4),t=new Float32Array(e),o=new Float32Array(e);for(let n=0;n<r.length;n+=4)t[Math.floor(n/4)]=r[n],o[Math.floor(n/4)]=r[n+1];return{real:t,imag:o}}function Jw(r){let e=Math.floor(r.length/4),t=new Float32Array(e),o=new Float32Array(e);for(let n=2;n<r.length;n+=4)t[Math.floor(n/4)]=r[n],o[Math.floor(n/4)]=r[n+1];return{real:t,imag:o}}function e0(r,e){let t=r[e*2],o=r[e*2+1];return{real:t,imag:o}}function t0(r,e,t,o){r[o*2]=e,r[o*2+1]=t}function r0(r,e){let t=new Float32Array(r/2),o=new Float32Array(r/2);for(let n=0;n<Math.ceil(r/2);n++){let s=(e?2:-2)*Math.PI*(n/r);t[n]=Math.cos(s),o[n]=Math.sin(s)}return{real:t,imag:o}}function o0(r,e,t){let o=(t?2:-2)*Math.PI*(r/e),n=Math.cos(o),s=Math.sin(o);return{real:n,imag:s}}var ya="->",n0=/->/g,Nf=",",kf="...";function s0(r,e){r=r.replace(/\s/g,"");let t=(r.length-r.replace(n0,"").length)/ya.length;if(t<1)throw new Error("Equations without an arrow are not supported.");if(t>1)throw new Error(`Equation must contain exactly one arrow ("${ya}").`);let[o,n]=r.split(ya);F(o.indexOf(kf)===-1,()=>`The ellipsis notation ("${kf}") is not supported yet.`);let s=o.split(Nf),i=s.length;if(e!==i)throw new Error(`Expected ${i} input tensors, received ${e}`);if(i>2)throw new Error("Support for more than 2 input tensors is not implemented yet.");let a=[];for(let f=0;f<n.length;++f){let d=n[f];if(!s.some(m=>m.indexOf(d)!==-1))throw new Error(`Output subscripts contain the label ${d} not present in the input subscripts.`);a.indexOf(d)===-1&&a.push(d)}for(let f=0;f<o.length;++f){let d=o[f];a.indexOf(d)===-1&&d!==Nf&&a.push(d)}let l=new Array(s.length);for(let f=0;f<i;++f){if(new Set(s[f].split("")).size!==s[f].length)throw new Error(`Found duplicate axes in input component ${s[f]}. Support for duplicate axes in input is not implemented yet.`);l[f]=[];for(let d=0;d<s[f].length;++d)l[f].push(a.indexOf(s[f][d]))}let c=a.length,u=n.length,p=[];for(let f=u;f<c;++f)p.push(f);return{allDims:a,summedDims:p,idDims:l}}function i0(r,e){let t=new Array(r);t.fill(-1);for(let n=0;n<e.length;++n)t[e[n]]=n;let o=[];for(let n=0;n<r;++n)t[n]===-1&&o.push(n);return t=t.filter(n=>n!==-1),{permutationIndices:t,expandDims:o}}function a0(r,e,t){let o=new Array(r);for(let n=0;n<t.length;++n){let s=t[n].shape;for(let i=0;i<e[n].length;++i)o[e[n][i]]===void 0?o[e[n][i]]=s[i]:F(o[e[n][i]]===s[i],()=>`Expected dimension ${o[e[n][i]]} at axis ${i} of input shaped ${JSON.stringify(s)}, but got dimension ${s[i]}`)}}function l0(r,e){let t=r,o=[],n=0;r.length===0&&t.push(-1),n=r.length+1;for(let i=0;i<n;++i)o.push([]);let s=[];for(let i=0;i<t.length;++i){let a=t[i],l=u0(e,a);for(let c of l)s.indexOf(c)===-1&&(o[i].push(c),s.push(c))}return{path:t,steps:o}}function c0(r){return r.every((e,t)=>e===t)}function u0(r,e){let t=[];for(let o=0;o<r.length;++o)(r[o].length===0||r[o].indexOf(e)!==-1||e===-1)&&t.push(o);return t}function p0(r,e,t=0){let o=[];if(typeof e=="number")F(r.shape[t]%e===0,()=>"Number of splits must evenly divide the axis."),o=new Array(e).fill(r.shape[t]/e);else{let n=e.reduce((i,a)=>(a===-1&&(i+=1),i),0);F(n<=1,()=>"There should be only one negative value in split array.");let s=e.indexOf(-1);if(s!==-1){let i=e.reduce((a,l)=>l>0?a+l:a);e[s]=r.shape[t]-i}F(r.shape[t]===e.reduce((i,a)=>i+a),()=>"The sum of sizes must match the size of the axis dimension."),o=e}return o}function f0(r){return`Received SparseTensor with denseShape[0] = 0 but
  indices.shape[0] = ${r}`}function d0(r,e){return`indices(${r}, 0) is invalid: ${e} < 0`}function m0(r,e,t){return`indices(${r}, 0) is invalid: ${e} >= ${t}`}function h0(r,e){return`only one output dimension may be -1, not both ${r} and ${e}`}function g0(r,e){return`size ${r} must be non-negative, not ${e}`}function x0(){return"reshape cannot infer the missing input size for an empty tensor unless all specified input sizes are non-zero"}function C0(r,e){let t=oe(r),o=oe(e);return`Input to reshape is a SparseTensor with ${t}
  dense values, but the requested shape requires a multiple of ${o}. inputShape=${r} outputShape= ${e}`}function b0(r,e){let t=oe(r),o=oe(e);return`Input to reshape is a tensor with ${t} dense values, but the requested shape has ${o}. inputShape=${r} outputShape=${e}`}function y0(){return"segment ids must be >= 0"}function w0(){return"segment ids are not increasing"}function S0(r,e){return`Segment id ${r} out of range [0, ${e}), possibly because segmentIds input is not sorted.`}function v0(r,e,t){return`Bad: indices[${r}] == ${e} out of range [0, ${t})`}var wa={};wt(wa,{collectGatherOpShapeInfo:()=>$0,computeOutShape:()=>T0,segOpComputeOptimalWindowSize:()=>I0});function I0(r,e){let t=!1,o;for(r<=_n?(o=r,t=!0):o=fr(r,Math.floor(Math.sqrt(r)));!t;)o>e||o===r?t=!0:o=fr(r,o+1);return o}function T0(r,e,t){let o=[],n=r.length;for(let s=0;s<n;s++)s!==e?o.push(r[s]):o.push(t);return o}function $0(r,e,t,o){let n=e.shape.length,s=r.shape.length;if(o!==0&&(o<-n||o>n))throw new Error(`Expect batchDims in the range of [-${n}, ${n}], but got ${o}`);if(o<0&&(o+=n),o>s)throw new Error(`batchDims (${o}) must be less than rank(x) (
    ${s}).`);if(t<o)throw new Error(`batchDims (${o}) must be less than or equal to axis (${t}).`);for(let p=0;p<o;++p)if(r.shape[p]!==e.shape[p])throw new Error(`x.shape[${p}]: ${r.shape[p]} should be equal to indices.shape[${p}]: ${e.shape[p]}.`);let i=r.shape[t],a=[],l=1,c=1,u=1;for(let p=0;p<o;++p)a.push(r.shape[p]),l*=r.shape[p];for(let p=o;p<t;p++)a.push(r.shape[p]),c*=r.shape[p];for(let p=o;p<n;p++)a.push(e.shape[p]);for(let p=t+1;p<s;p++)a.push(r.shape[p]),u*=r.shape[p];return{batchSize:l,sliceSize:u,outerSize:c,dimSize:i,outputShape:a}}function E0(r){try{return r.map(e=>vr(e))}catch(e){throw new Error(`Failed to decode encoded string bytes into utf-8, error: ${e}`)}}function R0(r){return r.map(e=>Sr(e))}var it={};wt(it,{nonMaxSuppressionV3Impl:()=>uf,nonMaxSuppressionV4Impl:()=>pf,nonMaxSuppressionV5Impl:()=>ff,whereImpl:()=>af});mf();var Xt={},Dn={alpha:!1,antialias:!1,premultipliedAlpha:!1,preserveDrawingBuffer:!1,depth:!1,stencil:!1,failIfMajorPerformanceCaveat:!0};function Af(r,e){Xt[r]=e}function Oe(r,e){if(!(r in Xt)||e!=null){let o=A0(r,e);if(o!==null)Xt[r]=o;else return console.log("Could not get context for WebGL version",r),null}let t=Xt[r];return t==null||t.isContextLost()?(delete Xt[r],Oe(r)):(t.disable(t.DEPTH_TEST),t.disable(t.STENCIL_TEST),t.disable(t.BLEND),t.disable(t.DITHER),t.disable(t.POLYGON_OFFSET_FILL),t.disable(t.SAMPLE_COVERAGE),t.enable(t.SCISSOR_TEST),t.enable(t.CULL_FACE),t.cullFace(t.BACK),Xt[r])}function k0(r){if(!S().getBool("IS_SAFARI")&&typeof OffscreenCanvas<"u"&&r===2)return new OffscreenCanvas(300,150);if(typeof document<"u")return document.createElement("canvas");throw new Error("Cannot create a canvas in this context")}function A0(r,e){if(r!==1&&r!==2)throw new Error("Cannot get WebGL rendering context, WebGL is disabled.");let t=e??k0(r);return t.addEventListener("webglcontextlost",o=>{o.preventDefault(),delete Xt[r]},!1),S().getBool("SOFTWARE_WEBGL_ENABLED")&&(Dn.failIfMajorPerformanceCaveat=!1),r===1?t.getContext("webgl",Dn)||t.getContext("experimental-webgl",Dn):t.getContext("webgl2",Dn)}var Et;(function(r){r[r.DENSE=0]="DENSE",r[r.SHARED_BATCH=1]="SHARED_BATCH"})(Et||(Et={}));var pe;(function(r){r[r.RENDER=0]="RENDER",r[r.UPLOAD=1]="UPLOAD",r[r.PIXELS=2]="PIXELS",r[r.DOWNLOAD=3]="DOWNLOAD"})(pe||(pe={}));var le;(function(r){r[r.UNPACKED_FLOAT16=0]="UNPACKED_FLOAT16",r[r.UNPACKED_FLOAT32=1]="UNPACKED_FLOAT32",r[r.PACKED_4X1_UNSIGNED_BYTE=2]="PACKED_4X1_UNSIGNED_BYTE",r[r.PACKED_2X2_FLOAT32=3]="PACKED_2X2_FLOAT32",r[r.PACKED_2X2_FLOAT16=4]="PACKED_2X2_FLOAT16"})(le||(le={}));function jt(r,e){return[e,r]}function Ff(r,e){return r*e}function po(r){let e=C.sizeFromShape(r),t=Math.ceil(e/4);return C.sizeToSquarishShape(t)}function at(r,e){return[Math.max(1,Math.ceil(e/2)),Math.max(1,Math.ceil(r/2))]}function _f(r,e){let[t,o]=at(r,e);return t*o*4}function fo(r,e){let t=r,o,n,s,i,a,l,c,u,p,f;return S().getNumber("WEBGL_VERSION")===2?(o=t.R32F,n=t.R16F,s=t.RGBA16F,i=t.RGBA32F,a=t.RED,c=4,u=1,p=t.HALF_FLOAT,f=t.FLOAT,l=t.RGBA8):(o=r.RGBA,n=r.RGBA,s=r.RGBA,i=t.RGBA,a=r.RGBA,c=4,u=4,p=e!=null?e.HALF_FLOAT_OES:null,f=r.FLOAT,l=r.RGBA),{internalFormatFloat:o,internalFormatHalfFloat:n,internalFormatPackedHalfFloat:s,internalFormatPackedFloat:i,textureFormatFloat:a,downloadTextureFormat:l,downloadUnpackNumChannels:c,defaultNumChannels:u,textureTypeHalfFloat:p,textureTypeFloat:f}}function A(r,e){let t=e();return S().getBool("DEBUG")&&F0(r),t}function F0(r){let e=r.getError();if(e!==r.NO_ERROR)throw new Error("WebGL Error: "+O0(r,e))}var _0=596e-10,D0=65504;function Df(r){return!!(S().getBool("WEBGL_RENDER_FLOAT32_ENABLED")||r===0||_0<Math.abs(r)&&Math.abs(r)<D0)}function O0(r,e){switch(e){case r.NO_ERROR:return"NO_ERROR";case r.INVALID_ENUM:return"INVALID_ENUM";case r.INVALID_VALUE:return"INVALID_VALUE";case r.INVALID_OPERATION:return"INVALID_OPERATION";case r.INVALID_FRAMEBUFFER_OPERATION:return"INVALID_FRAMEBUFFER_OPERATION";case r.OUT_OF_MEMORY:return"OUT_OF_MEMORY";case r.CONTEXT_LOST_WEBGL:return"CONTEXT_LOST_WEBGL";default:return`Unknown error code ${e}`}}function mo(r,e){return gt(r,()=>r.getExtension(e),'Extension "'+e+'" not supported on this browser.')}function Of(r,e){let t=gt(r,()=>r.createShader(r.VERTEX_SHADER),"Unable to create vertex WebGLShader.");if(A(r,()=>r.shaderSource(t,e)),A(r,()=>r.compileShader(t)),r.getShaderParameter(t,r.COMPILE_STATUS)===!1)throw console.log(r.getShaderInfoLog(t)),new Error("Failed to compile vertex shader.");return t}function Pf(r,e){let t=gt(r,()=>r.createShader(r.FRAGMENT_SHADER),"Unable to create fragment WebGLShader.");if(A(r,()=>r.shaderSource(t,e)),A(r,()=>r.compileShader(t)),S().get("ENGINE_COMPILE_ONLY"))return t;if(r.getShaderParameter(t,r.COMPILE_STATUS)===!1)throw $a(e,r.getShaderInfoLog(t)),new Error("Failed to compile fragment shader.");return t}var P0=/ERROR: [0-9]+:([0-9]+):/g;function $a(r,e){let t=P0.exec(e);if(t==null){console.log(`Couldn't parse line number in error: ${e}`),console.log(r);return}let o=+t[1],n=r.split(`
`),s=n.length.toString().length+2,i=n.map((p,f)=>C.rightPad((f+1).toString(),s)+p),a=0;for(let p=0;p<i.length;p++)a=Math.max(i[p].length,a);let l=i.slice(0,o-1),c=i.slice(o-1,o),u=i.slice(o);console.log(l.join(`
`)),console.log(e.split(`
`)[0]),console.log(`%c ${C.rightPad(c[0],a)}`,"border:1px solid red; background-color:#e3d2d2; color:#a61717"),console.log(u.join(`
`))}function Lf(r){return gt(r,()=>r.createProgram(),"Unable to create WebGLProgram.")}function Mf(r,e){if(A(r,()=>r.linkProgram(e)),!S().get("ENGINE_COMPILE_ONLY")&&r.getProgramParameter(e,r.LINK_STATUS)===!1)throw console.log(r.getProgramInfoLog(e)),new Error("Failed to link vertex and fragment shaders.")}function Pn(r,e){if(A(r,()=>r.validateProgram(e)),r.getProgramParameter(e,r.VALIDATE_STATUS)===!1)throw console.log(r.getProgramInfoLog(e)),new Error("Shader program validation failed.")}function Bf(r,e){let t=gt(r,()=>r.createBuffer(),"Unable to create WebGLBuffer");return A(r,()=>r.bindBuffer(r.ARRAY_BUFFER,t)),A(r,()=>r.bufferData(r.ARRAY_BUFFER,e,r.STATIC_DRAW)),t}function Uf(r,e){let t=gt(r,()=>r.createBuffer(),"Unable to create WebGLBuffer");return A(r,()=>r.bindBuffer(r.ELEMENT_ARRAY_BUFFER,t)),A(r,()=>r.bufferData(r.ELEMENT_ARRAY_BUFFER,e,r.STATIC_DRAW)),t}function Vf(r){return gt(r,()=>r.createTexture(),"Unable to create WebGLTexture.")}function Wf(r,e){let t=S().getNumber("WEBGL_MAX_TEXTURE_SIZE");if(r<=0||e<=0){let o=`[${r}x${e}]`;throw new Error("Requested texture size "+o+" is invalid.")}if(r>t||e>t){let o=`[${r}x${e}]`,n=`[${t}x${t}]`;throw new Error("Requested texture size "+o+" greater than WebGL maximum on this browser / GPU "+n+".")}}function Gf(r){return gt(r,()=>r.createFramebuffer(),"Unable to create WebGLFramebuffer.")}function Ea(r,e,t,o,n,s,i){let a=r.getAttribLocation(e,t);return a===-1?!1:(A(r,()=>r.bindBuffer(r.ARRAY_BUFFER,o)),A(r,()=>r.vertexAttribPointer(a,n,r.FLOAT,!1,s,i)),A(r,()=>r.enableVertexAttribArray(a)),!0)}function L0(r,e,t){B0(r,t),A(r,()=>r.activeTexture(r.TEXTURE0+t)),A(r,()=>r.bindTexture(r.TEXTURE_2D,e))}function zf(r,e,t){return gt(r,()=>r.getUniformLocation(e,t),'uniform "'+t+'" not present in program.')}function Hf(r,e,t){return r.getUniformLocation(e,t)}function Kf(r,e,t,o){A(r,()=>L0(r,e,o)),A(r,()=>r.uniform1i(t,o))}function Ln(r,e,t){A(r,()=>r.bindFramebuffer(r.FRAMEBUFFER,t)),A(r,()=>r.framebufferTexture2D(r.FRAMEBUFFER,r.COLOR_ATTACHMENT0,r.TEXTURE_2D,e,0))}function Ra(r,e){A(r,()=>r.bindFramebuffer(r.FRAMEBUFFER,e)),A(r,()=>r.framebufferTexture2D(r.FRAMEBUFFER,r.COLOR_ATTACHMENT0,r.TEXTURE_2D,null,0))}function ho(r){let e=r.checkFramebufferStatus(r.FRAMEBUFFER);if(e!==r.FRAMEBUFFER_COMPLETE)throw new Error("Error binding framebuffer: "+M0(r,e))}function M0(r,e){switch(e){case r.FRAMEBUFFER_INCOMPLETE_ATTACHMENT:return"FRAMEBUFFER_INCOMPLETE_ATTACHMENT";case r.FRAMEBUFFER_INCOMPLETE_MISSING_ATTACHMENT:return"FRAMEBUFFER_INCOMPLETE_MISSING_ATTACHMENT";case r.FRAMEBUFFER_INCOMPLETE_DIMENSIONS:return"FRAMEBUFFER_INCOMPLETE_DIMENSIONS";case r.FRAMEBUFFER_UNSUPPORTED:return"FRAMEBUFFER_UNSUPPORTED";default:return`unknown error ${e}`}}function gt(r,e,t){let o=A(r,()=>e());if(o==null)throw new Error(t);return o}function B0(r,e){let t=r.MAX_COMBINED_TEXTURE_IMAGE_UNITS-1,o=e+r.TEXTURE0;if(o<r.TEXTURE0||o>t){let n=`[gl.TEXTURE0, gl.TEXTURE${t}]`;throw new Error(`textureUnit must be in ${n}.`)}}function Rt(r,e=2){return C.sizeFromShape(r.slice(0,r.length-e))}function Nt(r){if(r.length===0)throw Error("Cannot get rows and columns of an empty shape array.");return[r.length>1?r[r.length-2]:1,r[r.length-1]]}function go(r){let e=[1,1,1];return r.length===0||r.length===1&&r[0]===1||(e=[Rt(r),...Nt(r)]),e}function qf(r,e=!1){let t=S().getNumber("WEBGL_MAX_TEXTURE_SIZE"),o=S().getNumber("WEBGL_MAX_SIZE_FOR_NARROW_TEXTURE");o===1/0&&S().getBool("WEBGL_AUTO_SQUARIFY_NARROW_TEXTURE_SHAPE")&&(o=t/2),e&&(t=t*2,o=o*2,r=r.map((a,l)=>l>=r.length-2?C.nearestLargerEven(r[l]):r[l]),r.length===1&&(r=[2,r[0]])),r.length!==2&&(r=C.squeezeShape(r).newShape);let n=C.sizeFromShape(r),s=null;r.length<=1&&n<=t?s=[1,n]:r.length===2&&r[0]<=t&&r[1]<=t?s=r:r.length===3&&r[0]*r[1]<=t&&r[2]<=t?s=[r[0]*r[1],r[2]]:r.length===3&&r[0]<=t&&r[1]*r[2]<=t?s=[r[0],r[1]*r[2]]:r.length===4&&r[0]*r[1]*r[2]<=t&&r[3]<=t?s=[r[0]*r[1]*r[2],r[3]]:r.length===4&&r[0]<=t&&r[1]*r[2]*r[3]<=t&&(s=[r[0],r[1]*r[2]*r[3]]);let i=s!=null&&Math.max(...s)>o&&Math.min(...s)<=(e?2:1)&&Math.min(...s)>0;if(s==null||i)if(e){let a=Rt(r),l=2,c=2;r.length&&([l,c]=Nt(r)),n=a*(l/2)*(c/2),s=C.sizeToSquarishShape(n).map(u=>u*2)}else s=C.sizeToSquarishShape(n);return s}function On(r){return r%2===0}function Yt(r,e){if(r=r.slice(-2),e=e.slice(-2),C.arraysEqual(r,e)||!r.length||!e.length||r[0]===0||r[1]===0||e[0]===0||e[1]===0)return!0;if(r.length!==e.length){let t=r[r.length-1],o=e[e.length-1];if(t===o||On(t)&&On(o)&&(r[0]===1||e[0]===1))return!0}return r[1]===e[1]&&On(r[0])&&On(e[0])}var va,Ia;function Xf(r){if(va==null){let e=Oe(r);va=e.getParameter(e.MAX_TEXTURE_SIZE)}return va}function jf(r){if(Ia==null){let e=Oe(r);Ia=e.getParameter(e.MAX_TEXTURE_IMAGE_UNITS)}return Math.min(16,Ia)}function Yf(r){if(r===0)return 0;let e,t=Oe(r);return Be(t,"EXT_disjoint_timer_query_webgl2")&&r===2?e=2:Be(t,"EXT_disjoint_timer_query")?e=1:e=0,e}function Be(r,e){return r.getExtension(e)!=null}function Na(r){try{if(Oe(r)!=null)return!0}catch(e){return console.log("Error when getting WebGL context: ",e),!1}return!1}function Zf(r){if(r===0)return!1;let e=Oe(r);if(r===1){if(!Be(e,"OES_texture_float"))return!1}else if(!Be(e,"EXT_color_buffer_float"))return!1;return Ta(e)}function Qf(r){if(r===0)return!1;let e=Oe(r);if(r===1){if(!Be(e,"OES_texture_float")||!Be(e,"WEBGL_color_buffer_float"))return!1}else{if(Be(e,"EXT_color_buffer_float"))return Ta(e);let o="EXT_color_buffer_half_float";if(Be(e,o)){let n=e.getExtension(o);return U0(e,n)}return!1}return Ta(e)}function Ta(r){let e=fo(r),t=r.createTexture();r.bindTexture(r.TEXTURE_2D,t),r.texImage2D(r.TEXTURE_2D,0,e.internalFormatFloat,1,1,0,e.textureFormatFloat,e.textureTypeFloat,null);let s=r.createFramebuffer();r.bindFramebuffer(r.FRAMEBUFFER,s),r.framebufferTexture2D(r.FRAMEBUFFER,r.COLOR_ATTACHMENT0,r.TEXTURE_2D,t,0);let i=r.checkFramebufferStatus(r.FRAMEBUFFER)===r.FRAMEBUFFER_COMPLETE;return r.bindTexture(r.TEXTURE_2D,null),r.bindFramebuffer(r.FRAMEBUFFER,null),r.deleteTexture(t),r.deleteFramebuffer(s),i}function U0(r,e){let t=fo(r,e),o=r.createTexture();r.bindTexture(r.TEXTURE_2D,o),r.texImage2D(r.TEXTURE_2D,0,t.internalFormatHalfFloat,1,1,0,t.textureFormatFloat,t.textureTypeHalfFloat,null);let i=r.createFramebuffer();r.bindFramebuffer(r.FRAMEBUFFER,i),r.framebufferTexture2D(r.FRAMEBUFFER,r.COLOR_ATTACHMENT0,r.TEXTURE_2D,o,0);let a=r.checkFramebufferStatus(r.FRAMEBUFFER)===r.FRAMEBUFFER_COMPLETE;return r.bindTexture(r.TEXTURE_2D,null),r.bindFramebuffer(r.FRAMEBUFFER,null),r.deleteTexture(o),r.deleteFramebuffer(i),a}function Jf(r){return r!==2?!1:Oe(r).fenceSync!=null}function lt(r,e){Array.isArray(r)||(r=[r]),r.forEach(t=>{t!=null&&C.assert(t.dtype!=="complex64",()=>`${e} does not support complex64 tensors in the WebGL backend.`)})}var D=S();D.registerFlag("HAS_WEBGL",()=>D.getNumber("WEBGL_VERSION")>0);D.registerFlag("WEBGL_VERSION",()=>Na(2)?2:Na(1)?1:0);D.registerFlag("WEBGL_CHECK_NUMERICAL_PROBLEMS",()=>!1);D.registerFlag("WEBGL_BUFFER_SUPPORTED",()=>D.get("WEBGL_VERSION")===2);D.registerFlag("WEBGL_CPU_FORWARD",()=>!0);D.registerFlag("WEBGL_FORCE_F16_TEXTURES",()=>!1);D.registerFlag("WEBGL_PACK",()=>D.getBool("HAS_WEBGL"));D.registerFlag("WEBGL_PACK_NORMALIZATION",()=>D.getBool("WEBGL_PACK"));D.registerFlag("WEBGL_PACK_CLIP",()=>D.getBool("WEBGL_PACK"));D.registerFlag("WEBGL_PACK_DEPTHWISECONV",()=>D.getBool("WEBGL_PACK"));D.registerFlag("WEBGL_PACK_BINARY_OPERATIONS",()=>D.getBool("WEBGL_PACK"));D.registerFlag("WEBGL_PACK_UNARY_OPERATIONS",()=>D.getBool("WEBGL_PACK"));D.registerFlag("WEBGL_PACK_ARRAY_OPERATIONS",()=>D.getBool("WEBGL_PACK"));D.registerFlag("WEBGL_PACK_IMAGE_OPERATIONS",()=>D.getBool("WEBGL_PACK"));D.registerFlag("WEBGL_PACK_REDUCE",()=>D.getBool("WEBGL_PACK"));D.registerFlag("WEBGL_LAZILY_UNPACK",()=>D.getBool("WEBGL_PACK"));D.registerFlag("WEBGL_CONV_IM2COL",()=>D.getBool("WEBGL_PACK"));D.registerFlag("WEBGL_PACK_CONV2DTRANSPOSE",()=>D.getBool("WEBGL_PACK"));D.registerFlag("WEBGL_MAX_TEXTURE_SIZE",()=>Xf(D.getNumber("WEBGL_VERSION")));D.registerFlag("WEBGL_MAX_TEXTURES_IN_SHADER",()=>jf(D.getNumber("WEBGL_VERSION")));D.registerFlag("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION",()=>{let r=D.getNumber("WEBGL_VERSION");return r===0?0:Yf(r)});D.registerFlag("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_RELIABLE",()=>D.getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION")>0&&!Tt.isMobile());D.registerFlag("WEBGL_RENDER_FLOAT32_CAPABLE",()=>Zf(D.getNumber("WEBGL_VERSION")));D.registerFlag("WEBGL_RENDER_FLOAT32_ENABLED",()=>D.getBool("WEBGL_FORCE_F16_TEXTURES")?!1:D.getBool("WEBGL_RENDER_FLOAT32_CAPABLE"));D.registerFlag("WEBGL_DOWNLOAD_FLOAT_ENABLED",()=>Qf(D.getNumber("WEBGL_VERSION")));D.registerFlag("WEBGL_FENCE_API_ENABLED",()=>Jf(D.getNumber("WEBGL_VERSION")));D.registerFlag("WEBGL_SIZE_UPLOAD_UNIFORM",()=>D.getBool("WEBGL_RENDER_FLOAT32_ENABLED")?4:0);D.registerFlag("WEBGL_DELETE_TEXTURE_THRESHOLD",()=>-1,r=>{if(typeof r!="number")throw new Error(`WEBGL_DELETE_TEXTURE_THRESHOLD must be a number but got ${r}.`);if(r<0&&r!==-1)throw new Error(`WEBGL_DELETE_TEXTURE_THRESHOLD must be -1 (indicating never delete) or at least 0, but got ${r}.`)});D.registerFlag("WEBGL_FLUSH_THRESHOLD",()=>Tt.isMobile()?1:-1,r=>{if(typeof r!="number")throw new Error(`WEBGL_FLUSH_THRESHOLD must be a number but got ${r}.`);if(r<0&&r!==-1)throw new Error(`WEBGL_FLUSH_THRESHOLD must be -1 (indicating never manual flush) or at least 0, but got ${r}.`)});D.registerFlag("CPU_HANDOFF_SIZE_THRESHOLD",()=>128);D.registerFlag("WEBGL_USE_SHAPES_UNIFORMS",()=>!1);D.registerFlag("TOPK_LAST_DIM_CPU_HANDOFF_SIZE_THRESHOLD",()=>1e5);D.registerFlag("TOPK_K_CPU_HANDOFF_THRESHOLD",()=>128);D.registerFlag("WEBGL_EXP_CONV",()=>!1);D.registerFlag("SOFTWARE_WEBGL_ENABLED",()=>D.getBool("IS_TEST"));D.registerFlag("WEBGL_MAX_SIZE_FOR_NARROW_TEXTURE",()=>1/0);D.registerFlag("WEBGL_AUTO_SQUARIFY_NARROW_TEXTURE_SHAPE",()=>!1);D.registerFlag("WEBGL2_ISNAN_CUSTOM",()=>!1);D.registerFlag("ENGINE_COMPILE_ONLY",()=>!1);function Q(){let r,e,t,o,n,s,i,a,l,c;return S().getNumber("WEBGL_VERSION")===2?(r="#version 300 es",e="in",t="out",o="in",n="texture",s="outputColor",i="out vec4 outputColor;",a=S().getBool("WEBGL2_ISNAN_CUSTOM")?`
      bool isnan_custom(float val) {
        uint floatToUint = floatBitsToUint(val);
        return (floatToUint & 0x7fffffffu) > 0x7f800000u;
      }

      bvec4 isnan_custom(vec4 val) {
        return bvec4(isnan_custom(val.x),
          isnan_custom(val.y), isnan_custom(val.z), isnan_custom(val.w));
      }

      #define isnan(value) isnan_custom(value)
    `:"",l="",c=`
      #define round(value) newRound(value)
      int newRound(float value) {
        return int(floor(value + 0.5));
      }

      ivec4 newRound(vec4 value) {
        return ivec4(floor(value + vec4(0.5)));
      }
    `):(r="",e="attribute",t="varying",o="varying",n="texture2D",s="gl_FragColor",i="",a=`
      #define isnan(value) isnan_custom(value)
      bool isnan_custom(float val) {
        return (val > 0. || val < 1. || val == 0.) ? false : true;
      }
      bvec4 isnan_custom(vec4 val) {
        return bvec4(isnan(val.x), isnan(val.y), isnan(val.z), isnan(val.w));
      }
    `,l=`
      uniform float INFINITY;

      bool isinf(float val) {
        return abs(val) == INFINITY;
      }
      bvec4 isinf(vec4 val) {
        return equal(abs(val), vec4(INFINITY));
      }
    `,c=`
      int round(float value) {
        return int(floor(value + 0.5));
      }

      ivec4 round(vec4 value) {
        return ivec4(floor(value + vec4(0.5)));
      }
    `),{version:r,attribute:e,varyingVs:t,varyingFs:o,texture2D:n,output:s,defineOutput:i,defineSpecialNaN:a,defineSpecialInf:l,defineRound:c}}function Qe(r,e,t="index"){let o=C.computeStrides(e);return o.map((n,s)=>{let i=`int ${r[s]} = ${t} / ${n}`,a=s===o.length-1?`int ${r[s+1]} = ${t} - ${r[s]} * ${n}`:`index -= ${r[s]} * ${n}`;return`${i}; ${a};`}).join("")}function Zt(r,e,t="index"){let o=C.computeStrides(e);return o.map((n,s)=>{let i=`int ${r[s]} = ${t} / outShapeStrides[${s}]`,a=s===o.length-1?`int ${r[s+1]} = ${t} - ${r[s]} * outShapeStrides[${s}]`:`index -= ${r[s]} * outShapeStrides[${s}]`;return`${i}; ${a};`}).join("")}function V0(r,e){let t=r.length,o=r.map(s=>`${e}[${s}]`),n=new Array(t-1);n[t-2]=o[t-1];for(let s=t-3;s>=0;--s)n[s]=`(${n[s+1]} * ${o[s+1]})`;return n}function ed(r,e,t="index"){let o=r.map((s,i)=>i),n=V0(o,e);return n.map((s,i)=>{let a=`int ${r[i]} = ${t} / ${n[i]}`,l=i===n.length-1?`int ${r[i+1]} = ${t} - ${r[i]} * ${n[i]}`:`index -= ${r[i]} * ${n[i]}`;return`${a}; ${l};`}).join("")}function kr(r){let e=C.computeStrides(r).map(t=>t.toString());return`
  int getFlatIndex(ivec3 coords) {
    return coords.x * ${e[0]} + coords.y * ${e[1]} + coords.z;
  }
`}function Ar(){return`
  int getFlatIndex(ivec3 coords) {
    return coords.x * outShapeStrides[0] + coords.y * outShapeStrides[1] + coords.z;
  }
`}var Bn=`
  const float FLOAT_MAX = 1.70141184e38;
  const float FLOAT_MIN = 1.17549435e-38;

  lowp vec4 encode_float(highp float v) {
    if (isnan(v)) {
      return vec4(255, 255, 255, 255);
    }

    highp float av = abs(v);

    if(av < FLOAT_MIN) {
      return vec4(0.0, 0.0, 0.0, 0.0);
    } else if(v > FLOAT_MAX) {
      return vec4(0.0, 0.0, 128.0, 127.0) / 255.0;
    } else if(v < -FLOAT_MAX) {
      return vec4(0.0, 0.0,  128.0, 255.0) / 255.0;
    }

    highp vec4 c = vec4(0,0,0,0);

    highp float e = floor(log2(av));
    highp float m = exp2(fract(log2(av))) - 1.0;

    c[2] = floor(128.0 * m);
    m -= c[2] / 128.0;
    c[1] = floor(32768.0 * m);
    m -= c[1] / 32768.0;
    c[0] = floor(8388608.0 * m);

    highp float ebias = e + 127.0;
    c[3] = floor(ebias / 2.0);
    ebias -= c[3] * 2.0;
    c[2] += floor(ebias) * 128.0;

    c[3] += 128.0 * step(0.0, -v);

    return c / 255.0;
  }
`;var{getBroadcastDims:td}=y;function rd(r,e,t){let o=[];if(r.forEach(d=>{let m=C.sizeFromShape(d.shapeInfo.logicalShape);if(d.shapeInfo.isUniform?o.push(`uniform float ${d.name}${m>1?`[${m}]`:""};`):(o.push(`uniform sampler2D ${d.name};`),o.push(`uniform int offset${d.name};`)),t.enableShapeUniforms){let{uniformShape:x}=Un(t.packedInputs,d.shapeInfo.logicalShape,d.shapeInfo.texShape);switch(x.length){case 1:o.push(`uniform int ${d.name}Shape;`);break;case 2:o.push(`uniform ivec2 ${d.name}Shape;`);break;case 3:o.push(`uniform ivec3 ${d.name}Shape;`);break;case 4:o.push(`uniform ivec4 ${d.name}Shape;`);break;default:break}o.push(`uniform ivec2 ${d.name}TexShape;`)}}),t.enableShapeUniforms){switch(e.logicalShape.length){case 1:o.push("uniform int outShape;");break;case 2:o.push("uniform ivec2 outShape;"),o.push("uniform int outShapeStrides;");break;case 3:o.push("uniform ivec3 outShape;"),o.push("uniform ivec2 outShapeStrides;");break;case 4:o.push("uniform ivec4 outShape;"),o.push("uniform ivec3 outShapeStrides;");break;default:break}o.push("uniform ivec2 outTexShape;")}t.customUniforms&&t.customUniforms.forEach(d=>{o.push(`uniform ${d.type} ${d.name}${d.arrayIndex?`[${d.arrayIndex}]`:""};`)});let n=o.join(`
`),s=r.map(d=>W0(d,e,t.packedInputs,t.enableShapeUniforms)).join(`
`),i=e.texShape,a=Q(),l=H0(a),c,u,p=X0(a);return e.isPacked?(c=G0(e.logicalShape,i,t.enableShapeUniforms),u=q0(a)):(c=z0(e.logicalShape,i,t.enableShapeUniforms),u=K0(a)),t.packedInputs&&(p+=Q0),[p,l,u,n,c,s,t.userCode].join(`
`)}function _r(r,e=!1){let t=r.shapeInfo.logicalShape;switch(t.length){case 0:return uS(r,e);case 1:return fS(r,e);case 2:return mS(r,e);case 3:return gS(r,e);case 4:return CS(r,e);case 5:return bS(r);case 6:return yS(r);default:throw new Error(`${t.length}-D input sampling is not yet supported`)}}function od(r,e){switch(r.shapeInfo.logicalShape.length){case 0:return cS(r);case 1:return pS(r,e);case 2:return dS(r,e);case 3:return hS(r,e);default:return xS(r,e)}}function W0(r,e,t=!1,o){let n="";t?n+=od(r,o):n+=_r(r,o);let s=r.shapeInfo.logicalShape,i=e.logicalShape;return s.length<=i.length&&(t?n+=wS(r,e):n+=SS(r,e)),n}function G0(r,e,t){switch(r.length){case 0:return nd();case 1:return J0(r,e,t);case 2:return aS(r,e,t);case 3:return tS(r,e,t);default:return oS(r,e,t)}}function z0(r,e,t){switch(r.length){case 0:return nd();case 1:return eS(r,e,t);case 2:return lS(r,e,t);case 3:return rS(r,e,t);case 4:return nS(r,e,t);case 5:return sS(r,e);case 6:return iS(r,e);default:throw new Error(`${r.length}-D output sampling is not yet supported`)}}function H0(r){return`
    float sampleTexture(sampler2D textureSampler, vec2 uv) {
      return ${r.texture2D}(textureSampler, uv).r;
    }
  `}function K0(r){return`
    void setOutput(float val) {
      ${r.output} = vec4(val, 0, 0, 0);
    }
  `}function q0(r){return`
    void setOutput(vec4 val) {
      ${r.output} = val;
    }
  `}function X0(r){return`${r.version}
    precision highp float;
    precision highp int;
    precision highp sampler2D;
    ${r.varyingFs} vec2 resultUV;
    ${r.defineOutput}
    const vec2 halfCR = vec2(0.5, 0.5);

    struct ivec5
    {
      int x;
      int y;
      int z;
      int w;
      int u;
    };

    struct ivec6
    {
      int x;
      int y;
      int z;
      int w;
      int u;
      int v;
    };

    uniform float NAN;
    ${r.defineSpecialNaN}
    ${r.defineSpecialInf}
    ${r.defineRound}

    int imod(int x, int y) {
      return x - y * (x / y);
    }

    int idiv(int a, int b, float sign) {
      int res = a / b;
      int mod = imod(a, b);
      if (sign < 0. && mod != 0) {
        res -= 1;
      }
      return res;
    }

    //Based on the work of Dave Hoskins
    //https://www.shadertoy.com/view/4djSRW
    #define HASHSCALE1 443.8975
    float random(float seed){
      vec2 p = resultUV * seed;
      vec3 p3  = fract(vec3(p.xyx) * HASHSCALE1);
      p3 += dot(p3, p3.yzx + 19.19);
      return fract((p3.x + p3.y) * p3.z);
    }

    ${j0}
    ${Y0}
    ${Z0}
  `}var j0=`
vec2 uvFromFlat(int texNumR, int texNumC, int index) {
  int texR = index / texNumC;
  int texC = index - texR * texNumC;
  return (vec2(texC, texR) + halfCR) / vec2(texNumC, texNumR);
}
vec2 packedUVfrom1D(int texNumR, int texNumC, int index) {
  int texelIndex = index / 2;
  int texR = texelIndex / texNumC;
  int texC = texelIndex - texR * texNumC;
  return (vec2(texC, texR) + halfCR) / vec2(texNumC, texNumR);
}
`,Y0=`
vec2 packedUVfrom2D(int texelsInLogicalRow, int texNumR,
  int texNumC, int row, int col) {
  int texelIndex = (row / 2) * texelsInLogicalRow + (col / 2);
  int texR = texelIndex / texNumC;
  int texC = texelIndex - texR * texNumC;
  return (vec2(texC, texR) + halfCR) / vec2(texNumC, texNumR);
}
`,Z0=`
vec2 packedUVfrom3D(int texNumR, int texNumC,
    int texelsInBatch, int texelsInLogicalRow, int b,
    int row, int col) {
  int index = b * texelsInBatch + (row / 2) * texelsInLogicalRow + (col / 2);
  int texR = index / texNumC;
  int texC = index - texR * texNumC;
  return (vec2(texC, texR) + halfCR) / vec2(texNumC, texNumR);
}
`,Q0=`
  float getChannel(vec4 frag, vec2 innerDims) {
    vec2 modCoord = mod(innerDims, 2.);
    return modCoord.x == 0. ?
      (modCoord.y == 0. ? frag.r : frag.g) :
      (modCoord.y == 0. ? frag.b : frag.a);
  }
  float getChannel(vec4 frag, int dim) {
    float modCoord = mod(float(dim), 2.);
    return modCoord == 0. ? frag.r : frag.g;
  }
`;function nd(){return`
    int getOutputCoords() {
      return 0;
    }
  `}function J0(r,e,t){let o=[Math.ceil(e[0]/2),Math.ceil(e[1]/2)];return o[0]===1?t?`
      int getOutputCoords() {
        return 2 * int(resultUV.x * ceil(float(outTexShape[1]) / 2.0));
      }
    `:`
      int getOutputCoords() {
        return 2 * int(resultUV.x * ${o[1]}.0);
      }
    `:o[1]===1?t?`
      int getOutputCoords() {
        return 2 * int(resultUV.y * ceil(float(outTexShape[0]) / 2.0));
      }
    `:`
      int getOutputCoords() {
        return 2 * int(resultUV.y * ${o[0]}.0);
      }
    `:t?`
    int getOutputCoords() {
      ivec2 packedTexShape = ivec2(ceil(float(outTexShape[0]) / 2.0), ceil(float(outTexShape[1]) / 2.0));
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(packedTexShape[0], packedTexShape[1]));
      return 2 * (resTexRC.x * packedTexShape[1] + resTexRC.y);
    }
  `:`
    int getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${o[0]}, ${o[1]}));
      return 2 * (resTexRC.x * ${o[1]} + resTexRC.y);
    }
  `}function eS(r,e,t){return e[0]===1?t?`
      int getOutputCoords() {
        return int(resultUV.x * float(outTexShape[1]));
      }
    `:`
      int getOutputCoords() {
        return int(resultUV.x * ${e[1]}.0);
      }
    `:e[1]===1?t?`
      int getOutputCoords() {
        return int(resultUV.y * float(outTexShape[0]));
      }
    `:`
      int getOutputCoords() {
        return int(resultUV.y * ${e[0]}.0);
      }
    `:t?`
    int getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(outTexShape[0], outTexShape[1]));
      return resTexRC.x * outTexShape[1] + resTexRC.y;
    }
  `:`
    int getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${e[0]}, ${e[1]}));
      return resTexRC.x * ${e[1]} + resTexRC.y;
    }
  `}function tS(r,e,t){if(t)return`
    ivec3 getOutputCoords() {
      ivec2 packedTexShape = ivec2(ceil(float(outTexShape[0]) / 2.0), ceil(float(outTexShape[1]) / 2.0));
      int texelsInLogicalRow = int(ceil(float(outShape[2]) / 2.0));
      int texelsInBatch = texelsInLogicalRow * int(ceil(float(outShape[1]) / 2.0));
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(packedTexShape[0], packedTexShape[1]));
      int index = resTexRC.x * packedTexShape[1] + resTexRC.y;

      int b = index / texelsInBatch;
      index -= b * texelsInBatch;

      int r = 2 * (index / texelsInLogicalRow);
      int c = imod(index, texelsInLogicalRow) * 2;

      return ivec3(b, r, c);
    }
  `;let o=[Math.ceil(e[0]/2),Math.ceil(e[1]/2)],n=Math.ceil(r[2]/2),s=n*Math.ceil(r[1]/2);return`
    ivec3 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${o[0]}, ${o[1]}));
      int index = resTexRC.x * ${o[1]} + resTexRC.y;

      int b = index / ${s};
      index -= b * ${s};

      int r = 2 * (index / ${n});
      int c = imod(index, ${n}) * 2;

      return ivec3(b, r, c);
    }
  `}function rS(r,e,t){if(t)return`
  ivec3 getOutputCoords() {
    ivec2 resTexRC = ivec2(resultUV.yx *
                           vec2(outTexShape[0], outTexShape[1]));
    int index = resTexRC.x * outTexShape[1] + resTexRC.y;
    ${Zt(["r","c","d"],r)}
    return ivec3(r, c, d);
  }
`;let o=Qe(["r","c","d"],r);return`
    ivec3 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${e[0]}, ${e[1]}));
      int index = resTexRC.x * ${e[1]} + resTexRC.y;
      ${o}
      return ivec3(r, c, d);
    }
  `}function oS(r,e,t){if(t)return`
    ivec4 getOutputCoords() {
      ivec2 packedTexShape = ivec2(ceil(float(outTexShape[0]) / 2.0), ceil(float(outTexShape[1]) / 2.0));
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(packedTexShape[0], packedTexShape[1]));
      int index = resTexRC.x * packedTexShape[1] + resTexRC.y;

      int texelsInLogicalRow = int(ceil(float(outShape[3]) / 2.0));
      int texelsInBatch = texelsInLogicalRow * int(ceil(float(outShape[2]) / 2.0));
      int texelsInBatchN = texelsInBatch * outShape[1];

      int b2 = index / texelsInBatchN;
      index -= b2 * texelsInBatchN;

      int b = index / texelsInBatch;
      index -= b * texelsInBatch;

      int r = 2 * (index / texelsInLogicalRow);
      int c = imod(index, texelsInLogicalRow) * 2;

      return ivec4(b2, b, r, c);
    }
  `;let o=[Math.ceil(e[0]/2),Math.ceil(e[1]/2)],n=Math.ceil(r[r.length-1]/2),s=n*Math.ceil(r[r.length-2]/2),i=s,a="",l="b, r, c";for(let c=2;c<r.length-1;c++)i*=r[r.length-c-1],a=`
      int b${c} = index / ${i};
      index -= b${c} * ${i};
    `+a,l=`b${c}, `+l;return`
    ivec${r.length} getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${o[0]}, ${o[1]}));
      int index = resTexRC.x * ${o[1]} + resTexRC.y;

      ${a}

      int b = index / ${s};
      index -= b * ${s};

      int r = 2 * (index / ${n});
      int c = imod(index, ${n}) * 2;

      return ivec${r.length}(${l});
    }
  `}function nS(r,e,t){if(t)return`
    ivec4 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
        vec2(outTexShape[0], outTexShape[1]));
      int index = resTexRC.x * outTexShape[1] + resTexRC.y;
      ${Zt(["r","c","d","d2"],r)}
      return ivec4(r, c, d, d2);
    }
  `;let o=Qe(["r","c","d","d2"],r);return`
    ivec4 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
        vec2(${e[0]}, ${e[1]}));
      int index = resTexRC.x * ${e[1]} + resTexRC.y;
      ${o}
      return ivec4(r, c, d, d2);
    }
  `}function sS(r,e){let t=Qe(["r","c","d","d2","d3"],r);return`
    ivec5 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx * vec2(${e[0]},
                             ${e[1]}));

      int index = resTexRC.x * ${e[1]} + resTexRC.y;

      ${t}

      ivec5 outShape = ivec5(r, c, d, d2, d3);
      return outShape;
    }
  `}function iS(r,e){let t=Qe(["r","c","d","d2","d3","d4"],r);return`
    ivec6 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
        vec2(${e[0]}, ${e[1]}));
      int index = resTexRC.x * ${e[1]} + resTexRC.y;

      ${t}

      ivec6 result = ivec6(r, c, d, d2, d3, d4);
      return result;
    }
  `}function aS(r,e,t){let o=[Math.ceil(e[0]/2),Math.ceil(e[1]/2)];if(C.arraysEqual(r,e))return t?`
      ivec2 getOutputCoords() {
        ivec2 packedTexShape = ivec2(ceil(float(outTexShape[0]) / 2.0), ceil(float(outTexShape[1]) / 2.0));
        return 2 * ivec2(resultUV.yx * vec2(packedTexShape[0], packedTexShape[1]));
      }
    `:`
      ivec2 getOutputCoords() {
        return 2 * ivec2(resultUV.yx * vec2(${o[0]}, ${o[1]}));
      }
    `;let n=Math.ceil(r[1]/2);return t?`
    ivec2 getOutputCoords() {
      ivec2 packedTexShape = ivec2(ceil(float(outTexShape[0]) / 2.0), ceil(float(outTexShape[1]) / 2.0));
      int texelsInLogicalRow = int(ceil(float(outShape[1]) / 2.0));
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(packedTexShape[0], packedTexShape[1]));

      int index = resTexRC.x * packedTexShape[1] + resTexRC.y;
      int r = 2 * (index / texelsInLogicalRow);
      int c = imod(index, texelsInLogicalRow) * 2;

      return ivec2(r, c);
    }
  `:`
    ivec2 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${o[0]}, ${o[1]}));

      int index = resTexRC.x * ${o[1]} + resTexRC.y;
      int r = 2 * (index / ${n});
      int c = imod(index, ${n}) * 2;

      return ivec2(r, c);
    }
  `}function lS(r,e,t){return C.arraysEqual(r,e)?t?`
      ivec2 getOutputCoords() {
        return ivec2(resultUV.yx * vec2(outTexShape[0], outTexShape[1]));
      }
    `:`
      ivec2 getOutputCoords() {
        return ivec2(resultUV.yx * vec2(${e[0]}, ${e[1]}));
      }
    `:r[1]===1?t?`
      ivec2 getOutputCoords() {
        ivec2 resTexRC = ivec2(resultUV.yx *
                               vec2(outTexShape[0], outTexShape[1]));
        int index = resTexRC.x * outTexShape[1] + resTexRC.y;
        return ivec2(index, 0);
      }
    `:`
      ivec2 getOutputCoords() {
        ivec2 resTexRC = ivec2(resultUV.yx *
                               vec2(${e[0]}, ${e[1]}));
        int index = resTexRC.x * ${e[1]} + resTexRC.y;
        return ivec2(index, 0);
      }
    `:r[0]===1?t?`
      ivec2 getOutputCoords() {
        ivec2 resTexRC = ivec2(resultUV.yx *
                               vec2(outTexShape[0], outTexShape[1]));
        int index = resTexRC.x * outTexShape[1] + resTexRC.y;
        return ivec2(0, index);
      }
    `:`
      ivec2 getOutputCoords() {
        ivec2 resTexRC = ivec2(resultUV.yx *
                               vec2(${e[0]}, ${e[1]}));
        int index = resTexRC.x * ${e[1]} + resTexRC.y;
        return ivec2(0, index);
      }
    `:t?`
    ivec2 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(outTexShape[0], outTexShape[1]));
      int index = resTexRC.x * outTexShape[1] + resTexRC.y;
      int r = index / outShape[1];
      int c = index - r * outShape[1];
      return ivec2(r, c);
    }
  `:`
    ivec2 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${e[0]}, ${e[1]}));
      int index = resTexRC.x * ${e[1]} + resTexRC.y;
      int r = index / ${r[1]};
      int c = index - r * ${r[1]};
      return ivec2(r, c);
    }
  `}function Qt(r){return`offset${r}`}function cS(r){let e=r.name,t="get"+e.charAt(0).toUpperCase()+e.slice(1),o=Q();return`
    vec4 ${t}() {
      return ${o.texture2D}(${e}, halfCR);
    }
  `}function uS(r,e){let t=r.name,o="get"+t.charAt(0).toUpperCase()+t.slice(1);if(r.shapeInfo.isUniform)return`float ${o}() {return ${t};}`;let[n,s]=r.shapeInfo.texShape;if(n===1&&s===1)return`
      float ${o}() {
        return sampleTexture(${t}, halfCR);
      }
    `;let i=Qt(t);if(e)return`
    float ${o}() {
      vec2 uv = uvFromFlat(${t}TexShape[0], ${t}TexShape[1], ${i});
      return sampleTexture(${t}, uv);
    }
  `;let[a,l]=r.shapeInfo.texShape;return`
    float ${o}() {
      vec2 uv = uvFromFlat(${a}, ${l}, ${i});
      return sampleTexture(${t}, uv);
    }
  `}function pS(r,e){let t=r.name,o="get"+t.charAt(0).toUpperCase()+t.slice(1),n=r.shapeInfo.texShape,s=Q();if(e)return`
    vec4 ${o}(int index) {
      ivec2 packedTexShape = ivec2(ceil(float(${t}TexShape[0]) / 2.0), ceil(float(${t}TexShape[1]) / 2.0));
      vec2 uv = packedUVfrom1D(
        packedTexShape[0], packedTexShape[1], index);
      return ${s.texture2D}(${t}, uv);
    }
  `;let i=[Math.ceil(n[0]/2),Math.ceil(n[1]/2)];return`
    vec4 ${o}(int index) {
      vec2 uv = packedUVfrom1D(
        ${i[0]}, ${i[1]}, index);
      return ${s.texture2D}(${t}, uv);
    }
  `}function fS(r,e){let t=r.name,o="get"+t.charAt(0).toUpperCase()+t.slice(1);if(r.shapeInfo.isUniform)return`
      float ${o}(int index) {
        ${Dr(r)}
      }
    `;let n=r.shapeInfo.texShape,s=n[0],i=n[1];if(i===1&&s===1)return`
      float ${o}(int index) {
        return sampleTexture(${t}, halfCR);
      }
    `;let a=Qt(t);return i===1?e?`
      float ${o}(int index) {
        vec2 uv = vec2(0.5, (float(index + ${a}) + 0.5) / float(${t}TexShape[0]));
        return sampleTexture(${t}, uv);
      }
    `:`
      float ${o}(int index) {
        vec2 uv = vec2(0.5, (float(index + ${a}) + 0.5) / ${s}.0);
        return sampleTexture(${t}, uv);
      }
    `:s===1?e?`
      float ${o}(int index) {
        vec2 uv = vec2((float(index + ${a}) + 0.5) / float(${t}TexShape[1]), 0.5);
        return sampleTexture(${t}, uv);
      }
    `:`
      float ${o}(int index) {
        vec2 uv = vec2((float(index + ${a}) + 0.5) / ${i}.0, 0.5);
        return sampleTexture(${t}, uv);
      }
    `:e?`
    float ${o}(int index) {
      vec2 uv = uvFromFlat(${t}TexShape[0], ${t}TexShape[1], index + ${a});
      return sampleTexture(${t}, uv);
    }
  `:`
    float ${o}(int index) {
      vec2 uv = uvFromFlat(${s}, ${i}, index + ${a});
      return sampleTexture(${t}, uv);
    }
  `}function dS(r,e){let t=r.shapeInfo.logicalShape,o=r.name,n="get"+o.charAt(0).toUpperCase()+o.slice(1),s=r.shapeInfo.texShape,i=s[0],a=s[1],l=Q();if(s!=null&&C.arraysEqual(t,s))return e?`
      vec4 ${n}(int row, int col) {
        vec2 uv = (vec2(col, row) + halfCR) / vec2(${o}TexShape[1], ${o}TexShape[0]);

        return ${l.texture2D}(${o}, uv);
      }
    `:`
      vec4 ${n}(int row, int col) {
        vec2 uv = (vec2(col, row) + halfCR) / vec2(${a}.0, ${i}.0);

        return ${l.texture2D}(${o}, uv);
      }
    `;if(e)return`
    vec4 ${n}(int row, int col) {
      ivec2 packedTexShape = ivec2(ceil(float(${o}TexShape[0]) / 2.0), ceil(float(${o}TexShape[1]) / 2.0));
      int valuesPerRow = int(ceil(float(${o}Shape[1]) / 2.0));
      vec2 uv = packedUVfrom2D(valuesPerRow, packedTexShape[0], packedTexShape[1], row, col);
      return ${l.texture2D}(${o}, uv);
    }
  `;let c=[Math.ceil(s[0]/2),Math.ceil(s[1]/2)],u=Math.ceil(t[1]/2);return`
    vec4 ${n}(int row, int col) {
      vec2 uv = packedUVfrom2D(${u}, ${c[0]}, ${c[1]}, row, col);
      return ${l.texture2D}(${o}, uv);
    }
  `}function mS(r,e){let t=r.shapeInfo.logicalShape,o=r.name,n="get"+o.charAt(0).toUpperCase()+o.slice(1),s=r.shapeInfo.texShape;if(s!=null&&C.arraysEqual(t,s)){if(e)return`
      float ${n}(int row, int col) {
        vec2 uv = (vec2(col, row) + halfCR) / vec2(${o}TexShape[1], ${o}TexShape[0]);
        return sampleTexture(${o}, uv);
      }
    `;let f=s[0],d=s[1];return`
    float ${n}(int row, int col) {
      vec2 uv = (vec2(col, row) + halfCR) / vec2(${d}.0, ${f}.0);
      return sampleTexture(${o}, uv);
    }
  `}let{newShape:i,keptDims:a}=C.squeezeShape(t),l=i;if(l.length<t.length){let f=Or(r,l),d=["row","col"];return`
      ${_r(f,e)}
      float ${n}(int row, int col) {
        return ${n}(${Pr(d,a)});
      }
    `}if(r.shapeInfo.isUniform)return`
      float ${n}(int row, int col) {
        int index = round(dot(vec2(row, col), vec2(${t[1]}, 1)));
        ${Dr(r)}
      }
    `;let c=s[0],u=s[1],p=Qt(o);return u===1?e?`
      float ${n}(int row, int col) {
        float index = dot(vec3(row, col, ${p}), vec3(${o}Shape[1], 1, 1));
        vec2 uv = vec2(0.5, (index + 0.5) / float(${o}TexShape[0]));
        return sampleTexture(${o}, uv);
      }
    `:`
    float ${n}(int row, int col) {
      float index = dot(vec3(row, col, ${p}), vec3(${t[1]}, 1, 1));
      vec2 uv = vec2(0.5, (index + 0.5) / ${c}.0);
      return sampleTexture(${o}, uv);
    }
  `:c===1?e?`
      float ${n}(int row, int col) {
        float index = dot(vec3(row, col, ${p}), vec3(${o}Shape[1], 1, 1));
        vec2 uv = vec2((index + 0.5) / float(${o}TexShape[1]), 0.5);
        return sampleTexture(${o}, uv);
      }
    `:`
    float ${n}(int row, int col) {
      float index = dot(vec3(row, col, ${p}), vec3(${t[1]}, 1, 1));
      vec2 uv = vec2((index + 0.5) / ${u}.0, 0.5);
      return sampleTexture(${o}, uv);
    }
  `:e?`
      float ${n}(int row, int col) {
        // Explicitly use integer operations as dot() only works on floats.
        int index = row * ${o}Shape[1] + col + ${p};
        vec2 uv = uvFromFlat(${o}TexShape[0], ${o}TexShape[1], index);
        return sampleTexture(${o}, uv);
      }
    `:`
  float ${n}(int row, int col) {
    // Explicitly use integer operations as dot() only works on floats.
    int index = row * ${t[1]} + col + ${p};
    vec2 uv = uvFromFlat(${c}, ${u}, index);
    return sampleTexture(${o}, uv);
  }
`}function hS(r,e){let t=r.shapeInfo.logicalShape,o=r.name,n="get"+o.charAt(0).toUpperCase()+o.slice(1),s=r.shapeInfo.texShape,i=[Math.ceil(s[0]/2),Math.ceil(s[1]/2)];if(t[0]===1){let f=t.slice(1),d=[1,2],m=Or(r,f),x=["b","row","col"];return`
        ${od(m,e)}
        vec4 ${n}(int b, int row, int col) {
          return ${n}(${Pr(x,d)});
        }
      `}let a=Q();if(e)return`
    vec4 ${n}(int b, int row, int col) {
      ivec2 packedTexShape = ivec2(ceil(float(${o}TexShape[0]) / 2.0), ceil(float(${o}TexShape[1]) / 2.0));
      int valuesPerRow = int(ceil(float(${o}Shape[2]) / 2.0));
      int texelsInBatch = valuesPerRow * int(ceil(float(${o}Shape[1]) / 2.0));
      vec2 uv = packedUVfrom3D(
        packedTexShape[0], packedTexShape[1], texelsInBatch, valuesPerRow, b, row, col);
      return ${a.texture2D}(${o}, uv);
    }
  `;let l=i[0],c=i[1],u=Math.ceil(t[2]/2),p=u*Math.ceil(t[1]/2);return`
    vec4 ${n}(int b, int row, int col) {
      vec2 uv = packedUVfrom3D(
        ${l}, ${c}, ${p}, ${u}, b, row, col);
      return ${a.texture2D}(${o}, uv);
    }
  `}function gS(r,e){let t=r.shapeInfo.logicalShape,o=r.name,n="get"+o.charAt(0).toUpperCase()+o.slice(1),s=t[1]*t[2],i=t[2],{newShape:a,keptDims:l}=C.squeezeShape(t),c=a;if(c.length<t.length){let x=Or(r,c),g=["row","col","depth"];return`
        ${_r(x,e)}
        float ${n}(int row, int col, int depth) {
          return ${n}(${Pr(g,l)});
        }
      `}if(r.shapeInfo.isUniform)return`
      float ${n}(int row, int col, int depth) {
        int index = round(dot(vec3(row, col, depth),
                          vec3(${s}, ${i}, 1)));
        ${Dr(r)}
      }
    `;let u=r.shapeInfo.texShape,p=u[0],f=u[1],d=r.shapeInfo.flatOffset;if(f===s&&d==null)return e?`
      float ${n}(int row, int col, int depth) {
        int stride1 = ${o}Shape[2];
        float texR = float(row);
        float texC = dot(vec2(col, depth), vec2(stride1, 1));
        vec2 uv = (vec2(texC, texR) + halfCR) /
                   vec2(${o}TexShape[1], ${o}TexShape[0]);
        return sampleTexture(${o}, uv);
      }
    `:`
        float ${n}(int row, int col, int depth) {
          float texR = float(row);
          float texC = dot(vec2(col, depth), vec2(${i}, 1));
          vec2 uv = (vec2(texC, texR) + halfCR) /
                     vec2(${f}.0, ${p}.0);
          return sampleTexture(${o}, uv);
        }
      `;if(f===i&&d==null)return e?`
      float ${n}(int row, int col, int depth) {
        float texR = dot(vec2(row, col), vec2(${o}Shape[1], 1));
        float texC = float(depth);
        vec2 uv = (vec2(texC, texR) + halfCR) / vec2(${o}TexShape[1], ${o}TexShape[0]);
        return sampleTexture(${o}, uv);
      }
    `:`
    float ${n}(int row, int col, int depth) {
      float texR = dot(vec2(row, col), vec2(${t[1]}, 1));
      float texC = float(depth);
      vec2 uv = (vec2(texC, texR) + halfCR) / vec2(${f}.0, ${p}.0);
      return sampleTexture(${o}, uv);
    }
  `;let m=Qt(o);return e?`
    float ${n}(int row, int col, int depth) {
      // Explicitly use integer operations as dot() only works on floats.
      int stride0 = ${o}Shape[1] * ${o}Shape[2];
      int stride1 = ${o}Shape[2];
      int index = row * stride0 + col * stride1 + depth + ${m};
      vec2 uv = uvFromFlat(${o}TexShape[0], ${o}TexShape[1], index);
      return sampleTexture(${o}, uv);
    }
    `:`
      float ${n}(int row, int col, int depth) {
        // Explicitly use integer operations as dot() only works on floats.
        int index = row * ${s} + col * ${i} + depth + ${m};
        vec2 uv = uvFromFlat(${p}, ${f}, index);
        return sampleTexture(${o}, uv);
      }
  `}function xS(r,e){let t=r.name,o="get"+t.charAt(0).toUpperCase()+t.slice(1),n=Q();if(e)return`
    vec4 ${o}(int b2, int b, int row, int col) {
      int valuesPerRow = int(ceil(float(${t}Shape[3]) / 2.0));
      int texelsInBatch = valuesPerRow * int(ceil(float(${t}Shape[2]) / 2.0));
      int index = b * texelsInBatch + (row / 2) * valuesPerRow + (col / 2);
      texelsInBatch *= ${t}Shape[1];
      index = b2 * texelsInBatch + index;
      ivec2 packedTexShape = ivec2(ceil(float(${t}TexShape[0]) / 2.0), ceil(float(${t}TexShape[1]) / 2.0));
      int texR = index / packedTexShape[1];
      int texC = index - texR * packedTexShape[1];
      vec2 uv = (vec2(texC, texR) + halfCR) / vec2(packedTexShape[1], packedTexShape[0]); return ${n.texture2D}(${t}, uv);
    }
  `;let s=r.shapeInfo.logicalShape,i=s.length,a=r.shapeInfo.texShape,l=[Math.ceil(a[0]/2),Math.ceil(a[1]/2)],c=l[0],u=l[1],p=Math.ceil(s[i-1]/2),f=p*Math.ceil(s[i-2]/2),d="int b, int row, int col",m=`b * ${f} + (row / 2) * ${p} + (col / 2)`;for(let x=2;x<i-1;x++)d=`int b${x}, `+d,f*=s[i-x-1],m=`b${x} * ${f} + `+m;return`
    vec4 ${o}(${d}) {
      int index = ${m};
      int texR = index / ${u};
      int texC = index - texR * ${u};
      vec2 uv = (vec2(texC, texR) + halfCR) / vec2(${u}, ${c});
      return ${n.texture2D}(${t}, uv);
    }
  `}function CS(r,e){let t=r.shapeInfo.logicalShape,o=r.name,n="get"+o.charAt(0).toUpperCase()+o.slice(1),s=t[3],i=t[2]*s,a=t[1]*i,{newShape:l,keptDims:c}=C.squeezeShape(t);if(l.length<t.length){let b=Or(r,l),w=["row","col","depth","depth2"];return`
      ${_r(b,e)}
      float ${n}(int row, int col, int depth, int depth2) {
        return ${n}(${Pr(w,c)});
      }
    `}if(r.shapeInfo.isUniform)return`
      float ${n}(int row, int col, int depth, int depth2) {
        int index = round(dot(vec4(row, col, depth, depth2),
                          vec4(${a}, ${i}, ${s}, 1)));
        ${Dr(r)}
      }
    `;let u=r.shapeInfo.flatOffset,p=r.shapeInfo.texShape,f=p[0],d=p[1],m=`int stride2 = ${o}Shape[3];`,x=`int stride1 = ${o}Shape[2] * stride2;`,g=`int stride0 = ${o}Shape[1] * stride1;`;if(d===a&&u==null)return e?`
      float ${n}(int row, int col, int depth, int depth2) {
        ${m}
        ${x}
        float texR = float(row);
        float texC =
            dot(vec3(col, depth, depth2),
                vec3(stride1, stride2, 1));
        vec2 uv = (vec2(texC, texR) + halfCR) /
                   vec2(${o}TexShape[1], ${o}TexShape[0]);
        return sampleTexture(${o}, uv);
      }
    `:`
      float ${n}(int row, int col, int depth, int depth2) {
        float texR = float(row);
        float texC =
            dot(vec3(col, depth, depth2),
                vec3(${i}, ${s}, 1));
        vec2 uv = (vec2(texC, texR) + halfCR) /
                   vec2(${d}.0, ${f}.0);
        return sampleTexture(${o}, uv);
      }
    `;if(d===s&&u==null)return e?`
      float ${n}(int row, int col, int depth, int depth2) {
        float texR = dot(vec3(row, col, depth),
                         vec3(${o}Shape[1] * ${o}Shape[2], ${o}Shape[2], 1));
        float texC = float(depth2);
        vec2 uv = (vec2(texC, texR) + halfCR) /
                  vec2(${o}TexShape[1], ${o}TexShape[0]);
        return sampleTexture(${o}, uv);
      }
    `:`
      float ${n}(int row, int col, int depth, int depth2) {
        float texR = dot(vec3(row, col, depth),
                         vec3(${t[1]*t[2]}, ${t[2]}, 1));
        float texC = float(depth2);
        vec2 uv = (vec2(texC, texR) + halfCR) /
                  vec2(${d}.0, ${f}.0);
        return sampleTexture(${o}, uv);
      }
    `;let h=Qt(o);return e?`
    float ${n}(int row, int col, int depth, int depth2) {
      // Explicitly use integer operations as dot() only works on floats.
      ${m}
      ${x}
      ${g}
      int index = row * stride0 + col * stride1 +
          depth * stride2 + depth2;
      vec2 uv = uvFromFlat(${o}TexShape[0], ${o}TexShape[1], index + ${h});
      return sampleTexture(${o}, uv);
    }
  `:`
    float ${n}(int row, int col, int depth, int depth2) {
      // Explicitly use integer operations as dot() only works on floats.
      int index = row * ${a} + col * ${i} +
          depth * ${s} + depth2;
      vec2 uv = uvFromFlat(${f}, ${d}, index + ${h});
      return sampleTexture(${o}, uv);
    }
  `}function bS(r){let e=r.shapeInfo.logicalShape,t=r.name,o="get"+t.charAt(0).toUpperCase()+t.slice(1),n=e[4],s=e[3]*n,i=e[2]*s,a=e[1]*i,{newShape:l,keptDims:c}=C.squeezeShape(e);if(l.length<e.length){let x=Or(r,l),g=["row","col","depth","depth2","depth3"];return`
      ${_r(x)}
      float ${o}(int row, int col, int depth, int depth2, int depth3) {
        return ${o}(${Pr(g,c)});
      }
    `}if(r.shapeInfo.isUniform)return`
      float ${o}(int row, int col, int depth, int depth2, int depth3) {
        float index = dot(
          vec4(row, col, depth, depth2),
          vec4(${a}, ${i}, ${s}, ${n})) +
          depth3;
        ${Dr(r)}
      }
    `;let u=r.shapeInfo.flatOffset,p=r.shapeInfo.texShape,f=p[0],d=p[1];if(d===a&&u==null)return`
      float ${o}(int row, int col, int depth, int depth2, int depth3) {
        int texR = row;
        float texC = dot(vec4(col, depth, depth2, depth3),
                         vec4(${i}, ${s}, ${n}, 1));
        vec2 uv = (vec2(texC, texR) + halfCR) /
                   vec2(${d}.0, ${f}.0);
        return sampleTexture(${t}, uv);
      }
    `;if(d===n&&u==null)return`
      float ${o}(int row, int col, int depth, int depth2, int depth3) {
        float texR = dot(
          vec4(row, col, depth, depth2),
          vec4(${e[1]*e[2]*e[3]},
               ${e[2]*e[3]}, ${e[3]}, 1));
        int texC = depth3;
        vec2 uv = (vec2(texC, texR) + halfCR) /
                  vec2(${d}.0, ${f}.0);
        return sampleTexture(${t}, uv);
      }
    `;let m=Qt(t);return`
    float ${o}(int row, int col, int depth, int depth2, int depth3) {
      // Explicitly use integer operations as dot() only works on floats.
      int index = row * ${a} + col * ${i} + depth * ${s} +
          depth2 * ${n} + depth3 + ${m};
      vec2 uv = uvFromFlat(${f}, ${d}, index);
      return sampleTexture(${t}, uv);
    }
  `}function yS(r){let e=r.shapeInfo.logicalShape,t=r.name,o="get"+t.charAt(0).toUpperCase()+t.slice(1),{newShape:n,keptDims:s}=C.squeezeShape(e);if(n.length<e.length){let g=Or(r,n),h=["row","col","depth","depth2","depth3","depth4"];return`
      ${_r(g)}
      float ${o}(int row, int col, int depth,
                    int depth2, int depth3, int depth4) {
        return ${o}(${Pr(h,s)});
      }
    `}let i=e[5],a=e[4]*i,l=e[3]*a,c=e[2]*l,u=e[1]*c;if(r.shapeInfo.isUniform)return`
      float ${o}(int row, int col, int depth,
                  int depth2, int depth3, int depth4) {
        int index = round(dot(
          vec4(row, col, depth, depth2),
          vec4(${u}, ${c}, ${l}, ${a})) +
          dot(
            vec2(depth3, depth4),
            vec2(${i}, 1)));
        ${Dr(r)}
      }
    `;let p=r.shapeInfo.flatOffset,f=r.shapeInfo.texShape,d=f[0],m=f[1];if(m===u&&p==null)return`
      float ${o}(int row, int col, int depth,
                    int depth2, int depth3, int depth4) {
        int texR = row;
        float texC = dot(vec4(col, depth, depth2, depth3),
          vec4(${c}, ${l}, ${a}, ${i})) +
               float(depth4);
        vec2 uv = (vec2(texC, texR) + halfCR) /
                   vec2(${m}.0, ${d}.0);
        return sampleTexture(${t}, uv);
      }
    `;if(m===i&&p==null)return`
      float ${o}(int row, int col, int depth,
                    int depth2, int depth3, int depth4) {
        float texR = dot(vec4(row, col, depth, depth2),
          vec4(${e[1]*e[2]*e[3]*e[4]},
               ${e[2]*e[3]*e[4]},
               ${e[3]*e[4]},
               ${e[4]})) + float(depth3);
        int texC = depth4;
        vec2 uv = (vec2(texC, texR) + halfCR) /
                  vec2(${m}.0, ${d}.0);
        return sampleTexture(${t}, uv);
      }
    `;let x=Qt(t);return`
    float ${o}(int row, int col, int depth,
                  int depth2, int depth3, int depth4) {
      // Explicitly use integer operations as dot() only works on floats.
      int index = row * ${u} + col * ${c} + depth * ${l} +
          depth2 * ${a} + depth3 * ${i} + depth4 + ${x};
      vec2 uv = uvFromFlat(${d}, ${m}, index);
      return sampleTexture(${t}, uv);
    }
  `}function Dr(r){let e=r.name,t=C.sizeFromShape(r.shapeInfo.logicalShape);return t<2?`return ${e};`:`
    for (int i = 0; i < ${t}; i++) {
      if (i == index) {
        return ${e}[i];
      }
    }
  `}function wS(r,e){let t=r.name,o=t.charAt(0).toUpperCase()+t.slice(1),n="get"+o+"AtOutCoords",s=r.shapeInfo.logicalShape.length,i=e.logicalShape.length,a=td(r.shapeInfo.logicalShape,e.logicalShape),l=M(i),c=i-s,u,p=["x","y","z","w","u","v"];s===0?u="":i<2&&a.length>=1?u="coords = 0;":u=a.map(b=>`coords.${p[b+c]} = 0;`).join(`
`);let f="";i<2&&s>0?f="coords":f=r.shapeInfo.logicalShape.map((b,w)=>`coords.${p[w+c]}`).join(", ");let d="return outputValue;",x=C.sizeFromShape(r.shapeInfo.logicalShape)===1,h=C.sizeFromShape(e.logicalShape)===1;if(s===1&&!x&&!h)d=`
      return vec4(outputValue.xy, outputValue.xy);
    `;else if(x&&!h)i===1?d=`
        return vec4(outputValue.x, outputValue.x, 0., 0.);
      `:d=`
        return vec4(outputValue.x);
      `;else if(a.length){let b=s-2,w=s-1;a.indexOf(b)>-1&&a.indexOf(w)>-1?d="return vec4(outputValue.x);":a.indexOf(b)>-1?d="return vec4(outputValue.x, outputValue.y, outputValue.x, outputValue.y);":a.indexOf(w)>-1&&(d="return vec4(outputValue.xx, outputValue.zz);")}return`
    vec4 ${n}() {
      ${l} coords = getOutputCoords();
      ${u}
      vec4 outputValue = get${o}(${f});
      ${d}
    }
  `}function SS(r,e){let t=r.name,o=t.charAt(0).toUpperCase()+t.slice(1),n="get"+o+"AtOutCoords",s=e.texShape,i=r.shapeInfo.texShape,a=r.shapeInfo.logicalShape.length,l=e.logicalShape.length;if(!r.shapeInfo.isUniform&&a===l&&r.shapeInfo.flatOffset==null&&C.arraysEqual(i,s))return`
      float ${n}() {
        return sampleTexture(${t}, resultUV);
      }
    `;let c=M(l),u=td(r.shapeInfo.logicalShape,e.logicalShape),p=l-a,f,d=["x","y","z","w","u","v"];a===0?f="":l<2&&u.length>=1?f="coords = 0;":f=u.map(x=>`coords.${d[x+p]} = 0;`).join(`
`);let m="";return l<2&&a>0?m="coords":m=r.shapeInfo.logicalShape.map((x,g)=>`coords.${d[g+p]}`).join(", "),`
    float ${n}() {
      ${c} coords = getOutputCoords();
      ${f}
      return get${o}(${m});
    }
  `}function M(r){if(r<=1)return"int";if(r===2)return"ivec2";if(r===3)return"ivec3";if(r===4)return"ivec4";if(r===5)return"ivec5";if(r===6)return"ivec6";throw Error(`GPU for rank ${r} is not yet supported`)}function Un(r,e,t){let{newShape:o,keptDims:n}=C.squeezeShape(e),s=e.length,i=r&&s===3&&e[0]===1,a=i?e.slice(1):o,l=!r&&s>1&&!C.arraysEqual(e,t)&&o.length<s||i;return{useSqueezeShape:l,uniformShape:l?a:e,keptDims:n}}function Or(r,e){let t=JSON.parse(JSON.stringify(r));return t.shapeInfo.logicalShape=e,t}function Pr(r,e){return e.map(t=>r[t]).join(", ")}function id(r,e,t,o){let n=t.map((u,p)=>{let f={logicalShape:u.shape,texShape:u.isUniform?null:u.texData.texShape,isUniform:u.isUniform,isPacked:u.isUniform?!1:u.texData.isPacked,flatOffset:null};return u.texData!=null&&u.texData.slice!=null&&u.texData.slice.flatOffset>0&&(f.flatOffset=u.texData.slice.flatOffset),{name:e.variableNames[p],shapeInfo:f}}),s=n.map(u=>u.shapeInfo),i={logicalShape:o.shape,texShape:o.texData.texShape,isUniform:!1,isPacked:o.texData.isPacked,flatOffset:null},a=rd(n,i,e),l=Pf(r.gl,a),c=r.createProgram(l);return S().get("ENGINE_COMPILE_ONLY")?{program:e,fragmentShader:l,source:a,webGLProgram:c,inShapeInfos:s,outShapeInfo:i,variablesLocations:null,customUniformLocations:null,infLoc:null,nanLoc:null,outShapeLocation:null,outShapeStridesLocation:null,outTexShapeLocation:null}:(r.buildVao(c),Object.assign({program:e,fragmentShader:l,source:a,webGLProgram:c,inShapeInfos:s,outShapeInfo:i},ka(r,e,c)))}function ka(r,e,t){let o=[],n=[],s,i,a,l=null,c=null;c=r.getUniformLocation(t,"NAN",!1),S().getNumber("WEBGL_VERSION")===1&&(l=r.getUniformLocation(t,"INFINITY",!1));let u=!1;for(let p of e.variableNames){let f={name:p,uniform:r.getUniformLocation(t,p,u),offset:r.getUniformLocation(t,`offset${p}`,u)};e.enableShapeUniforms&&(f.shape=r.getUniformLocation(t,`${p}Shape`,u),f.texShape=r.getUniformLocation(t,`${p}TexShape`,u)),o.push(f)}if(e.enableShapeUniforms&&(s=r.getUniformLocation(t,"outShape",u),a=r.getUniformLocation(t,"outShapeStrides",u),i=r.getUniformLocation(t,"outTexShape",u)),e.customUniforms)for(let p of e.customUniforms)n.push(r.getUniformLocation(t,p.name,u));return{variablesLocations:o,customUniformLocations:n,infLoc:l,nanLoc:c,outShapeLocation:s,outShapeStridesLocation:a,outTexShapeLocation:i}}function sd(r,e){if(r.length!==e.length)throw Error(`Binary was compiled with ${r.length} inputs, but was executed with ${e.length} inputs`);r.forEach((t,o)=>{let n=t.logicalShape,s=e[o],i=s.shape;if(!C.arraysEqual(n,i))throw Error(`Binary was compiled with different shapes than the current args. Shapes ${n} and ${i} must match`);if(t.isUniform&&s.isUniform)return;let a=t.texShape,l=s.isUniform?null:s.texData.texShape;if(!C.arraysEqual(a,l))throw Error(`Binary was compiled with different texture shapes than the current args. Shape ${a} and ${l} must match`)})}function ad(r,e,t,o,n){e.program.enableShapeUniforms||(sd(e.inShapeInfos,t),sd([e.outShapeInfo],[o]));let s=o.texData.texture,i=o.texData.texShape;o.texData.isPacked?r.setOutputPackedMatrixTexture(s.texture,i[0],i[1]):r.setOutputMatrixTexture(s.texture,i[0],i[1]),r.setProgram(e.webGLProgram),r.bindVertexArray(e.webGLProgram.vao),S().getNumber("WEBGL_VERSION")===1&&e.infLoc!==null&&r.gl.uniform1f(e.infLoc,1/0),e.nanLoc!==null&&r.gl.uniform1f(e.nanLoc,NaN);for(let l=0;l<t.length;++l){let c=t[l],{uniform:u,offset:p,shape:f,texShape:d}=e.variablesLocations[l];if(f){let{uniformShape:m}=Un(e.program.packedInputs,c.shape,c.texData.texShape);switch(m.length){case 1:r.gl.uniform1iv(f,new Int32Array(m));break;case 2:r.gl.uniform2iv(f,new Int32Array(m));break;case 3:r.gl.uniform3iv(f,new Int32Array(m));break;case 4:r.gl.uniform4iv(f,new Int32Array(m));break;default:break}}if(d&&r.gl.uniform2i(d,c.texData.texShape[0],c.texData.texShape[1]),u!=null){if(c.isUniform){if(C.sizeFromShape(c.shape)<2)r.gl.uniform1f(u,c.uniformValues[0]);else{let m=c.uniformValues;m instanceof Float32Array||(m=new Float32Array(m)),r.gl.uniform1fv(u,m)}continue}c.texData.slice!=null&&p!=null&&r.gl.uniform1i(p,c.texData.slice.flatOffset),r.setInputMatrixTexture(c.texData.texture.texture,u,l)}}let a=e.outShapeLocation;if(a)switch(o.shape.length){case 1:r.gl.uniform1iv(a,new Int32Array(o.shape));break;case 2:r.gl.uniform2iv(a,new Int32Array(o.shape));break;case 3:r.gl.uniform3iv(a,new Int32Array(o.shape));break;case 4:r.gl.uniform4iv(a,new Int32Array(o.shape));break;default:break}if(e.outShapeStridesLocation){let l=C.computeStrides(o.shape);switch(o.shape.length){case 2:r.gl.uniform1iv(e.outShapeStridesLocation,new Int32Array(l));break;case 3:r.gl.uniform2iv(e.outShapeStridesLocation,new Int32Array(l));break;case 4:r.gl.uniform3iv(e.outShapeStridesLocation,new Int32Array(l));break;default:break}}if(e.outTexShapeLocation&&r.gl.uniform2i(e.outTexShapeLocation,o.texData.texShape[0],o.texData.texShape[1]),e.program.customUniforms&&n)for(let l=0;l<e.program.customUniforms.length;++l){let c=e.program.customUniforms[l],u=e.customUniformLocations[l],p=n[l];if(c.type==="float")r.gl.uniform1fv(u,p);else if(c.type==="vec2")r.gl.uniform2fv(u,p);else if(c.type==="vec3")r.gl.uniform3fv(u,p);else if(c.type==="vec4")r.gl.uniform4fv(u,p);else if(c.type==="int")r.gl.uniform1iv(u,p);else if(c.type==="ivec2")r.gl.uniform2iv(u,p);else if(c.type==="ivec3")r.gl.uniform3iv(u,p);else if(c.type==="ivec4")r.gl.uniform4iv(u,p);else throw Error(`uniform type ${c.type} is not supported yet.`)}r.executeProgram()}function ld(r,e,t){let o="";e.concat(t).forEach(i=>{let a=i.texData!=null&&i.texData.slice!=null&&i.texData.slice.flatOffset>0;if(r.enableShapeUniforms&&!i.isUniform){let l=i.texData.texShape,{useSqueezeShape:c,uniformShape:u,keptDims:p}=Un(r.packedInputs,i.shape,l),f="",d="",m="";if(u.length===1&&r.packedInputs){let I=[Math.ceil(l[0]/2),Math.ceil(l[1]/2)];f=`${I[0]>1}_${I[1]>1}`}else if(u.length===2&&!r.packedInputs)d=`${u[0]>1}_${u[1]>1}`;else if(u.length>2&&!r.packedInputs){let I=C.computeStrides(u);m=`${I[0]===l[1]}_${I[I.length-1]===l[1]}`}let x=i.shape.length,g=u.length===2&&C.arraysEqual(i.shape,l),h=C.sizeFromShape(i.shape)===1,b=y.getBroadcastDims(i.shape,t.shape),w=!r.packedInputs&&x===t.shape.length&&C.arraysEqual(l,t.texData.texShape),v=r.packedInputs||u.length>2?"":`${l[0]>1}_${l[1]>1}`;o+=`${x}_${w}_${c?p:""}_${u.length}_${h}_${b}_${g}_${f}_${d}_${m}_${v}_${a}`}else{let l=i.isUniform?"uniform":i.texData.texShape;o+=`${i.shape}_${l}_${a}`}});let n=r.userCode,s=r.constructor.name;return s+="_"+o+"_"+n+`${S().getNumber("WEBGL_VERSION")}`,s}function H(r){return S().getBool("WEBGL_USE_SHAPES_UNIFORMS")&&r<=4}var Vn=class{constructor(e){this.variableNames=["A"],this.packedInputs=!1,this.packedOutput=!0,this.outPackingScheme=Et.DENSE,this.customUniforms=[{name:"texShape",type:"ivec2"}];let t=Q();this.outputShape=e,this.enableShapeUniforms=H(this.outputShape.length),this.userCode=`
      ivec3 outCoordsFromFlatIndex(int index) {
        ${this.enableShapeUniforms?Zt(["r","c","d"],e):Qe(["r","c","d"],e)}
        return ivec3(r, c, d);
      }

      void main() {
        ivec2 resTexRC = ivec2(resultUV.yx * vec2(texShape[0], texShape[1]));
        int index = 4 * (resTexRC.x * texShape[1] + resTexRC.y);

        vec4 result = vec4(0.);

        for (int i=0; i<4; i++) {
          int flatIndex = index + i;
          ivec3 rc = outCoordsFromFlatIndex(flatIndex);
          result[i] = getA(rc.x, rc.y, rc.z);
        }

        ${t.output} = result;
      }
    `}};var Wn=class{constructor(e){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0,this.outPackingScheme=Et.DENSE,this.customUniforms=[{name:"texShape",type:"ivec2"}];let t=Q();this.outputShape=e,this.enableShapeUniforms=H(this.outputShape.length),this.userCode=`
      ivec3 outCoordsFromFlatIndex(int index) {
        ${this.enableShapeUniforms?Zt(["r","c","d"],e):Qe(["r","c","d"],e)}
        return ivec3(r, c, d);
      }

      void main() {
        ivec2 resTexRC = ivec2(resultUV.yx * vec2(texShape[0], texShape[1]));
        int index = 4 * (resTexRC.x * texShape[1] + resTexRC.y);

        vec4 result = vec4(0.);

        for (int i=0; i<4; i++) {
          int flatIndex = index + i;
          ivec3 rc = outCoordsFromFlatIndex(flatIndex);
          result[i] = getChannel(getA(rc.x, rc.y, rc.z), vec2(rc.y, rc.z));
        }

        ${t.output} = result;
      }
    `}};var Gn=class{constructor(e){this.variableNames=["A"],this.outTexUsage=pe.DOWNLOAD;let t=Q();this.outputShape=e,this.userCode=`
      ${Bn}

      void main() {
        float x = getAAtOutCoords();
        ${t.output} = encode_float(x);
      }
    `}};var zn=class{constructor(e){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!1,this.outTexUsage=pe.DOWNLOAD;let t=Q();this.outputShape=e,this.userCode=`
      ${Bn}

      void main() {
        ivec3 coords = getOutputCoords();
        float x = getChannel(getAAtOutCoords(), vec2(coords.y, coords.z));
        ${t.output} = encode_float(x);
      }
    `}};var TS={R:0,G:1,B:2,A:3},xo=class{constructor(e,t=!1,o="RGBA"){this.variableNames=["A"],this.customUniforms=[{name:"texShape",type:"ivec2"}];let n=Q();this.outputShape=e,this.enableShapeUniforms=H(this.outputShape.length);let s="result";t&&(s="floor(result * 255. + 0.5)");let i="";for(let a=0;a<o.length;a++){let l=o[a];i+=`
          if(offset == ${a}) {
            result = values[${TS[l]}];
          }`}this.userCode=`
      ${this.enableShapeUniforms?Ar():kr(e)}

      void main() {
        ivec3 coords = getOutputCoords();
        int flatIndex = getFlatIndex(coords);
        float result = 0.;
        int offset = imod(flatIndex, ${o.length});

        flatIndex = idiv(flatIndex, ${o.length}, 1.);

        int r = flatIndex / texShape[1];
        if (r < texShape[0]) {
          int c = imod(flatIndex, texShape[1]);
          vec2 uv = (vec2(c, r) + halfCR) / vec2(texShape[1], texShape[0]);
          vec4 values = ${n.texture2D}(A, uv);
          ${i}
        }
        ${n.output} = vec4(${s}, 0., 0., 0.);
      }
    `}};var Hn=class{constructor(e,t=!1){this.variableNames=["A"],this.packedInputs=!1,this.packedOutput=!0,this.customUniforms=[{name:"texShape",type:"ivec2"}];let o=Q();this.outputShape=e,this.enableShapeUniforms=H(this.outputShape.length);let n="",s="result";t&&(s="floor(result * 255. + 0.5)");for(let i=0;i<=1;i++)for(let a=0;a<=1;a++){let l=i*2+a;n+=`
          localCoords = coords;
          if(localCoords[2] + ${a} < ${this.enableShapeUniforms?"outShape[2]":`${e[2]}`}) {
          localCoords[2] += ${a};
          if (localCoords[1] + ${i} < ${this.enableShapeUniforms?"outShape[1]":`${e[1]}`}) {
            localCoords[1] += ${i};

            flatIndex = getFlatIndex(localCoords);
            offset = imod(flatIndex, 4);

            flatIndex = idiv(flatIndex, 4, 1.);

            int r = flatIndex / texShape[1];
            int c = imod(flatIndex, texShape[1]);
            vec2 uv = (vec2(c, r) + halfCR) / vec2(texShape[1], texShape[0]);
            values = ${o.texture2D}(A, uv);

            if (offset == 0) {
              result[${l}] = values[0];
            } else if (offset == 1) {
              result[${l}] = values[1];
            } else if (offset == 2) {
              result[${l}] = values[2];
            } else {
              result[${l}] = values[3];
            }
          }
        }
        `}this.userCode=`
        ${this.enableShapeUniforms?Ar():kr(e)}

        void main() {
          ivec3 coords = getOutputCoords();

          vec4 result = vec4(0.);
          int flatIndex, r, c, offset;
          ivec3 localCoords;
          vec2 uv;
          vec4 values;

          ${n}

          ${o.output} = ${s};
        }
    `}};function cd(r){let e=Q(),t=`${e.version}
    precision highp float;
    ${e.attribute} vec3 clipSpacePos;
    ${e.attribute} vec2 uv;
    ${e.varyingVs} vec2 resultUV;

    void main() {
      gl_Position = vec4(clipSpacePos, 1);
      resultUV = uv;
    }`;return Of(r,t)}function ud(r){let e=new Float32Array([-1,1,0,0,1,-1,-1,0,0,0,1,1,0,1,1,1,-1,0,1,0]);return Bf(r,e)}function pd(r){let e=new Uint16Array([0,1,2,2,1,3]);return Uf(r,e)}function Co(r,e,t,o,n,s){Wf(e,t);let i=Vf(r),a=r.TEXTURE_2D;return A(r,()=>r.bindTexture(a,i)),A(r,()=>r.texParameteri(a,r.TEXTURE_WRAP_S,r.CLAMP_TO_EDGE)),A(r,()=>r.texParameteri(a,r.TEXTURE_WRAP_T,r.CLAMP_TO_EDGE)),A(r,()=>r.texParameteri(a,r.TEXTURE_MIN_FILTER,r.NEAREST)),A(r,()=>r.texParameteri(a,r.TEXTURE_MAG_FILTER,r.NEAREST)),S().getNumber("WEBGL_VERSION")===1?A(r,()=>r.texImage2D(a,0,o,e,t,0,n,s,null)):A(r,()=>r.texStorage2D(a,1,o,e,t)),A(r,()=>r.bindTexture(r.TEXTURE_2D,null)),{texture:i,texShape:[t,e]}}function Aa(r){return r.internalFormatFloat}function fd(r,e,t,o){let[n,s]=jt(e,t);return Co(r,n,s,Aa(o),o.textureFormatFloat,r.FLOAT)}function Fa(r){return r.internalFormatHalfFloat}function dd(r,e,t,o){let[n,s]=jt(e,t);return Co(r,n,s,Fa(o),o.textureFormatFloat,o.textureTypeHalfFloat)}function _a(r){return r.downloadTextureFormat}function md(r,e,t,o){let[n,s]=jt(e,t);return Co(r,n,s,_a(o),r.RGBA,r.UNSIGNED_BYTE)}function Da(r){return r.internalFormatPackedFloat}function hd(r,e,t,o){let[n,s]=at(e,t);return Co(r,n,s,Da(o),r.RGBA,r.FLOAT)}function Oa(r){return r.internalFormatPackedHalfFloat}function gd(r,e,t,o){let[n,s]=at(e,t);return Co(r,n,s,Oa(o),r.RGBA,o.textureTypeHalfFloat)}function xd(r,e,t){return A(r,()=>r.bindBuffer(r.ARRAY_BUFFER,t)),Ea(r,e,"clipSpacePos",t,3,20,0)&&Ea(r,e,"uv",t,2,20,12)}function Cd(r,e,t,o,n,s){A(r,()=>r.bindTexture(r.TEXTURE_2D,e));let i,a,l;n instanceof Uint8Array?(i=new Uint8Array(t*o*4),a=r.UNSIGNED_BYTE,l=r.RGBA):(i=new Float32Array(t*o*4),a=r.FLOAT,l=s.internalFormatPackedFloat),i.set(n),S().getNumber("WEBGL_VERSION")===2?A(r,()=>r.texSubImage2D(r.TEXTURE_2D,0,0,0,t,o,r.RGBA,a,i)):A(r,()=>r.texImage2D(r.TEXTURE_2D,0,l,t,o,0,r.RGBA,a,i)),A(r,()=>r.bindTexture(r.TEXTURE_2D,null))}function bd(r,e,t){A(r,()=>r.bindTexture(r.TEXTURE_2D,e)),t.data instanceof Uint8Array?S().getNumber("WEBGL_VERSION")===2?A(r,()=>r.texSubImage2D(r.TEXTURE_2D,0,0,0,t.width,t.height,r.RGBA,r.UNSIGNED_BYTE,t.data)):A(r,()=>r.texImage2D(r.TEXTURE_2D,0,r.RGBA,t.width,t.height,0,r.RGBA,r.UNSIGNED_BYTE,t.data)):S().getNumber("WEBGL_VERSION")===2?A(r,()=>r.texSubImage2D(r.TEXTURE_2D,0,0,0,r.RGBA,r.UNSIGNED_BYTE,t)):A(r,()=>r.texImage2D(r.TEXTURE_2D,0,r.RGBA,r.RGBA,r.UNSIGNED_BYTE,t)),A(r,()=>r.bindTexture(r.TEXTURE_2D,null))}function yd(r,e,t,o){let n=r.createBuffer();A(r,()=>r.bindBuffer(r.PIXEL_PACK_BUFFER,n));let a=4*4*e*t;return A(r,()=>r.bufferData(r.PIXEL_PACK_BUFFER,a,r.STREAM_READ)),A(r,()=>r.readPixels(0,0,t,e,r.RGBA,r.FLOAT,0)),A(r,()=>r.bindBuffer(r.PIXEL_PACK_BUFFER,null)),n}function wd(r,e,t){let o=r,n=new Float32Array(t);return o.bindBuffer(o.PIXEL_PACK_BUFFER,e),o.getBufferSubData(o.PIXEL_PACK_BUFFER,0,n),o.bindBuffer(o.PIXEL_PACK_BUFFER,null),n}function Sd(r,e,t,o){let[n,s]=jt(e,t),i=4,a=new Uint8Array(Ff(e*t,i));return A(r,()=>r.readPixels(0,0,n,s,o.downloadTextureFormat,r.UNSIGNED_BYTE,a)),new Float32Array(a.buffer)}function vd(r,e,t,o,n,s,i,a){let l=r,c=new Float32Array(_f(s,i));return l.bindBuffer(l.PIXEL_PACK_BUFFER,e),l.getBufferSubData(l.PIXEL_PACK_BUFFER,0,c),l.bindBuffer(l.PIXEL_PACK_BUFFER,null),c}function Id(r,e,t){let o=new Float32Array(e*t*4);return A(r,()=>r.readPixels(0,0,t,e,r.RGBA,r.FLOAT,o)),o}var Lr=class{constructor(e){this.outputTexture=null,this.program=null,this.disposed=!1,this.itemsToPoll=[];let t=S().getNumber("WEBGL_VERSION");if(e!=null?(this.gl=e,Af(t,e)):this.gl=Oe(t),e=this.gl,S().getNumber("WEBGL_VERSION")===2){let s=e;this.createVertexArray=()=>A(s,()=>s.createVertexArray()),this.bindVertexArray=i=>A(s,()=>s.bindVertexArray(i)),this.deleteVertexArray=i=>A(s,()=>s.deleteVertexArray(i)),this.getVertexArray=()=>A(s,()=>s.getParameter(s.VERTEX_ARRAY_BINDING))}else if(e!=null){let s=e.getExtension("OES_vertex_array_object");if(s==null)throw new Error("All WebGL1 implementations are expected to offer OES_vertex_array_object.");this.createVertexArray=()=>A(e,()=>s.createVertexArrayOES()),this.bindVertexArray=i=>A(e,()=>s.bindVertexArrayOES(i)),this.deleteVertexArray=i=>A(e,()=>s.deleteVertexArrayOES(i)),this.getVertexArray=()=>A(e,()=>e.getParameter(s.VERTEX_ARRAY_BINDING_OES))}let o="WEBGL_color_buffer_float",n="EXT_color_buffer_half_float";if(this.parallelCompilationExtension=this.gl.getExtension("KHR_parallel_shader_compile"),S().getNumber("WEBGL_VERSION")===1){let s="OES_texture_float",i="OES_texture_half_float";if(this.textureFloatExtension=mo(this.gl,s),Be(this.gl,i))this.textureHalfFloatExtension=mo(this.gl,i);else if(S().get("WEBGL_FORCE_F16_TEXTURES"))throw new Error("GL context does not support half float textures, yet the environment flag WEBGL_FORCE_F16_TEXTURES is set to true.");if(this.colorBufferFloatExtension=this.gl.getExtension(o),Be(this.gl,n))this.colorBufferHalfFloatExtension=mo(this.gl,n);else if(S().get("WEBGL_FORCE_F16_TEXTURES"))throw new Error("GL context does not support color renderable half floats, yet the environment flag WEBGL_FORCE_F16_TEXTURES is set to true.")}else if(o="EXT_color_buffer_float",Be(this.gl,o))this.colorBufferFloatExtension=this.gl.getExtension(o);else if(Be(this.gl,n))this.colorBufferHalfFloatExtension=this.gl.getExtension(n);else throw new Error("GL context does not support color renderable floats");this.vertexBuffer=ud(this.gl),this.indexBuffer=pd(this.gl),this.framebuffer=Gf(this.gl),this.textureConfig=fo(this.gl,this.textureHalfFloatExtension)}get debug(){return S().getBool("DEBUG")}dispose(){if(this.disposed)return;this.program!=null&&console.warn("Disposing a GPGPUContext that still has a bound WebGLProgram. This is probably a resource leak, delete the program with GPGPUContext.deleteProgram before disposing."),this.outputTexture!=null&&console.warn("Disposing a GPGPUContext that still has a bound output matrix texture.  This is probably a resource leak, delete the output matrix texture with GPGPUContext.deleteMatrixTexture before disposing.");let e=this.gl;A(e,()=>e.finish()),A(e,()=>e.bindFramebuffer(e.FRAMEBUFFER,null)),A(e,()=>e.deleteFramebuffer(this.framebuffer)),A(e,()=>e.bindBuffer(e.ARRAY_BUFFER,null)),A(e,()=>e.bindBuffer(e.ELEMENT_ARRAY_BUFFER,null)),A(e,()=>e.deleteBuffer(this.indexBuffer)),this.disposed=!0}createFloat32MatrixTexture(e,t){return this.throwIfDisposed(),fd(this.gl,e,t,this.textureConfig)}createFloat16MatrixTexture(e,t){return this.throwIfDisposed(),dd(this.gl,e,t,this.textureConfig)}createUnsignedBytesMatrixTexture(e,t){return this.throwIfDisposed(),md(this.gl,e,t,this.textureConfig)}uploadPixelDataToTexture(e,t){this.throwIfDisposed(),bd(this.gl,e,t)}uploadDenseMatrixToTexture(e,t,o,n){this.throwIfDisposed(),Cd(this.gl,e,t,o,n,this.textureConfig)}createFloat16PackedMatrixTexture(e,t){return this.throwIfDisposed(),gd(this.gl,e,t,this.textureConfig)}createPackedMatrixTexture(e,t){return this.throwIfDisposed(),hd(this.gl,e,t,this.textureConfig)}deleteMatrixTexture(e){this.throwIfDisposed(),this.outputTexture===e&&(Ra(this.gl,this.framebuffer),this.outputTexture=null),A(this.gl,()=>this.gl.deleteTexture(e))}downloadByteEncodedFloatMatrixFromOutputTexture(e,t,o){return this.downloadMatrixDriver(e,()=>Sd(this.gl,t,o,this.textureConfig))}downloadPackedMatrixFromBuffer(e,t,o,n,s,i){return vd(this.gl,e,t,o,n,s,i,this.textureConfig)}downloadFloat32MatrixFromBuffer(e,t){return wd(this.gl,e,t)}createBufferFromTexture(e,t,o){this.bindTextureToFrameBuffer(e);let n=yd(this.gl,t,o,this.textureConfig);return this.unbindTextureToFrameBuffer(),n}createAndWaitForFence(){let e=this.createFence(this.gl);return this.pollFence(e)}createFence(e){let t,o;if(S().getBool("WEBGL_FENCE_API_ENABLED")){let n=e,s=n.fenceSync(n.SYNC_GPU_COMMANDS_COMPLETE,0);e.flush(),o=()=>{let i=n.clientWaitSync(s,0,0);return i===n.ALREADY_SIGNALED||i===n.CONDITION_SATISFIED},t=s}else S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION")>0?(t=this.beginQuery(),this.endQuery(),o=()=>this.isQueryAvailable(t,S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION"))):o=()=>!0;return{query:t,isFencePassed:o}}downloadMatrixFromPackedTexture(e,t,o){return this.downloadMatrixDriver(e,()=>Id(this.gl,t,o))}createProgram(e){this.throwIfDisposed();let t=this.gl;this.vertexShader==null&&(this.vertexShader=cd(t));let o=Lf(t);A(t,()=>t.attachShader(o,this.vertexShader)),A(t,()=>t.attachShader(o,e)),Mf(t,o);let n=Object.assign(o,{vao:this.createVertexArray()});return this.debug&&Pn(t,n),n}buildVao(e){this.setProgram(e),this.bindVertexArray(e.vao);let t=this.gl;A(t,()=>t.bindBuffer(t.ELEMENT_ARRAY_BUFFER,this.indexBuffer)),xd(t,e,this.vertexBuffer)}deleteProgram(e){this.throwIfDisposed(),e===this.program&&(this.program=null),e!=null&&(A(this.gl,()=>this.gl.deleteProgram(e)),this.deleteVertexArray(e.vao))}setProgram(e){this.throwIfDisposed(),this.program=e,this.program!=null&&this.debug&&Pn(this.gl,this.program),A(this.gl,()=>this.gl.useProgram(e))}getUniformLocation(e,t,o=!0){return this.throwIfDisposed(),o?zf(this.gl,e,t):Hf(this.gl,e,t)}getAttributeLocation(e,t){return this.throwIfDisposed(),A(this.gl,()=>this.gl.getAttribLocation(e,t))}getUniformLocationNoThrow(e,t){return this.throwIfDisposed(),this.gl.getUniformLocation(e,t)}setInputMatrixTexture(e,t,o){this.throwIfDisposed(),this.throwIfNoProgram(),Kf(this.gl,e,t,o)}setOutputMatrixTexture(e,t,o){this.setOutputMatrixTextureDriver(e,o,t)}setOutputPackedMatrixTexture(e,t,o){this.throwIfDisposed();let[n,s]=at(t,o);this.setOutputMatrixTextureDriver(e,n,s)}setOutputMatrixWriteRegion(e,t,o,n){this.setOutputMatrixWriteRegionDriver(o,e,n,t)}setOutputPackedMatrixWriteRegion(e,t,o,n){throw new Error("setOutputPackedMatrixWriteRegion not implemented.")}debugValidate(){this.program!=null&&Pn(this.gl,this.program),ho(this.gl)}executeProgram(){this.throwIfDisposed(),this.throwIfNoProgram();let e=this.gl;if(this.debug){let t=this.getVertexArray();console.assert(t===this.program.vao,"VAO changed between setProgram and executeProgram!"),this.debugValidate()}A(e,()=>e.drawElements(e.TRIANGLES,6,e.UNSIGNED_SHORT,0))}blockUntilAllProgramsCompleted(){this.throwIfDisposed(),A(this.gl,()=>this.gl.finish())}getQueryTimerExtension(){return this.disjointQueryTimerExtension==null&&(this.disjointQueryTimerExtension=mo(this.gl,S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION")===2?"EXT_disjoint_timer_query_webgl2":"EXT_disjoint_timer_query")),this.disjointQueryTimerExtension}getQueryTimerExtensionWebGL2(){return this.getQueryTimerExtension()}getQueryTimerExtensionWebGL1(){return this.getQueryTimerExtension()}beginQuery(){if(S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION")===2){let o=this.gl,n=this.getQueryTimerExtensionWebGL2(),s=o.createQuery();return o.beginQuery(n.TIME_ELAPSED_EXT,s),s}let e=this.getQueryTimerExtensionWebGL1(),t=e.createQueryEXT();return e.beginQueryEXT(e.TIME_ELAPSED_EXT,t),t}endQuery(){if(S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION")===2){let t=this.gl,o=this.getQueryTimerExtensionWebGL2();t.endQuery(o.TIME_ELAPSED_EXT);return}let e=this.getQueryTimerExtensionWebGL1();e.endQueryEXT(e.TIME_ELAPSED_EXT)}async waitForQueryAndGetTime(e){return await C.repeatedTry(()=>this.disposed||this.isQueryAvailable(e,S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION"))),this.getQueryTime(e,S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION"))}getQueryTime(e,t){if(t===0)return null;if(t===2){let o=this.gl;return o.getQueryParameter(e,o.QUERY_RESULT)/1e6}else{let o=this.getQueryTimerExtensionWebGL1();return o.getQueryObjectEXT(e,o.QUERY_RESULT_EXT)/1e6}}isQueryAvailable(e,t){if(t===0)return!0;if(t===2){let o=this.gl,n=this.getQueryTimerExtensionWebGL2(),s=o.getQueryParameter(e,o.QUERY_RESULT_AVAILABLE);return this.disjoint==null&&(this.disjoint=this.gl.getParameter(n.GPU_DISJOINT_EXT)),s&&!this.disjoint}else{let o=this.getQueryTimerExtensionWebGL1(),n=o.getQueryObjectEXT(e,o.QUERY_RESULT_AVAILABLE_EXT);return this.disjoint==null&&(this.disjoint=this.gl.getParameter(o.GPU_DISJOINT_EXT)),n&&!this.disjoint}}pollFence(e){return new Promise(t=>{this.addItemToPoll(()=>e.isFencePassed(),()=>t())})}pollItems(){let e=ES(this.itemsToPoll.map(t=>t.isDoneFn));for(let t=0;t<=e;++t){let{resolveFn:o}=this.itemsToPoll[t];o()}this.itemsToPoll=this.itemsToPoll.slice(e+1)}addItemToPoll(e,t){if(this.itemsToPoll.push({isDoneFn:e,resolveFn:t}),this.itemsToPoll.length>1)return;let o;"setTimeoutCustom"in S().platform&&(o=S().platform.setTimeoutCustom.bind(S().platform)),C.repeatedTry(()=>(this.pollItems(),this.itemsToPoll.length===0),()=>0,null,o)}bindTextureToFrameBuffer(e){this.throwIfDisposed(),Ln(this.gl,e,this.framebuffer),this.debug&&ho(this.gl)}unbindTextureToFrameBuffer(){this.outputTexture!=null?(Ln(this.gl,this.outputTexture,this.framebuffer),this.debug&&ho(this.gl)):Ra(this.gl,this.framebuffer)}downloadMatrixDriver(e,t){this.bindTextureToFrameBuffer(e);let o=t();return this.unbindTextureToFrameBuffer(),o}setOutputMatrixTextureDriver(e,t,o){this.throwIfDisposed();let n=this.gl;Ln(n,e,this.framebuffer),this.debug&&ho(n),this.outputTexture=e,A(n,()=>n.viewport(0,0,t,o)),A(n,()=>n.scissor(0,0,t,o))}setOutputMatrixWriteRegionDriver(e,t,o,n){this.throwIfDisposed(),A(this.gl,()=>this.gl.scissor(e,t,o,n))}throwIfDisposed(){if(this.disposed)throw new Error("Attempted to use disposed GPGPUContext.")}throwIfNoProgram(){if(this.program==null)throw new Error("No GPU program is currently set.")}};function ES(r){let e=0;for(;e<r.length&&r[e]();++e);return e-1}var ll={};wt(ll,{addImpl:()=>Ma,bincountImpl:()=>Ed,bincountReduceImpl:()=>Rd,bitwiseAndImpl:()=>Ba,castImpl:()=>La,ceilImpl:()=>Ua,concatImpl:()=>Nd,equalImpl:()=>Va,expImpl:()=>Ga,expm1Impl:()=>za,floorDivImpl:()=>Ka,floorImpl:()=>Ha,gatherNdImpl:()=>kd,gatherV2Impl:()=>Ad,greaterEqualImpl:()=>Xa,greaterImpl:()=>qa,lessEqualImpl:()=>Ya,lessImpl:()=>ja,linSpaceImpl:()=>Fd,logImpl:()=>Qa,maxImpl:()=>_d,maximumImpl:()=>Ja,minimumImpl:()=>el,multiplyImpl:()=>yo,negImpl:()=>Od,notEqualImpl:()=>tl,prodImpl:()=>Ld,raggedGatherImpl:()=>Bd,raggedRangeImpl:()=>Vd,raggedTensorToTensorImpl:()=>zd,rangeImpl:()=>Hd,rsqrtImpl:()=>ol,scatterImpl:()=>Kd,sigmoidImpl:()=>qd,simpleAbsImpl:()=>Td,sliceImpl:()=>Xd,sparseFillEmptyRowsImpl:()=>jd,sparseReshapeImpl:()=>Yd,sparseSegmentReductionImpl:()=>Zd,sqrtImpl:()=>Qd,squaredDifferenceImpl:()=>nl,staticRegexReplaceImpl:()=>sl,stridedSliceImpl:()=>Jd,stringNGramsImpl:()=>em,stringSplitImpl:()=>tm,stringToHashBucketFastImpl:()=>rm,subImpl:()=>al,tileImpl:()=>om,topKImpl:()=>sm,transposeImpl:()=>Pd,uniqueImpl:()=>im});function Kn(r,e){Array.isArray(r)||(r=[r]),r.forEach(t=>{t!=null&&C.assert(t.dtype!=="complex64",()=>`${e} does not support complex64 tensors in the CPU backend.`)})}function Td(r){let e=new Float32Array(r.length);for(let t=0;t<r.length;++t)e[t]=Math.abs(r[t]);return e}function X(r){return(e,t,o,n,s)=>{let i=y.assertAndGetBroadcastShape(e,t),a=i.length,l=C.computeStrides(i),c=C.sizeFromShape(i),u=C.getTypedArrayFromDType(s,c),p=e.length,f=t.length,d=C.computeStrides(e),m=C.computeStrides(t),x=y.getBroadcastDims(e,i),g=y.getBroadcastDims(t,i);if(x.length+g.length===0)for(let h=0;h<u.length;++h)u[h]=r(o[h%o.length],n[h%n.length]);else for(let h=0;h<u.length;++h){let b=C.indexToLoc(h,a,l),w=b.slice(-p);x.forEach(R=>w[R]=0);let v=C.locToIndex(w,p,d),I=b.slice(-f);g.forEach(R=>I[R]=0);let N=C.locToIndex(I,f,m);u[h]=r(o[v],n[N])}return[u,i]}}function Mr(r){let{inputs:e,backend:t}=r,{real:o,imag:n}=e,s=t.data.get(o.dataId).values,i=t.data.get(n.dataId).values,a=t.makeTensorInfo(o.shape,"complex64"),l=t.data.get(a.dataId);return l.complexTensorInfos={real:t.makeTensorInfo(o.shape,"float32",s),imag:t.makeTensorInfo(n.shape,"float32",i)},a}function qn(r,e,t="float32"){if(t==="complex64"){let n=qn(r,e,"float32"),s=qn(r,e,"float32");return Mr({inputs:{real:n,imag:s},backend:r})}let o=C.makeZerosTypedArray(C.sizeFromShape(e),t);return r.makeTensorInfo(e,t,o)}function Pa(r){let{inputs:e,backend:t}=r,{x:o}=e;return t.incRef(o.dataId),{dataId:o.dataId,shape:o.shape,dtype:o.dtype}}function $d(r){let{inputs:e,backend:t}=r,{input:o}=e,n=t.data.get(o.dataId).complexTensorInfos.real,s=t.data.get(n.dataId).values;return t.makeTensorInfo(n.shape,n.dtype,s)}function La(r,e,t,o){if(o==="int32"){let n=Int32Array.from(r);return[e,"int32",n]}if(o==="bool"){let n=C.toTypedArray([0],t),[s,i]=X((a,l)=>a!==l?1:0)(e,[],r,n,"bool");return[i,"bool",s]}throw new Error(`Error in Cast: failed to cast ${t} to ${o}`)}function bo(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{dtype:s}=o;if(s==="complex64"){if(n.dtype==="complex64")return Pa({inputs:{x:n},backend:t});let u=qn(t,n.shape,n.dtype),p=bo({inputs:{x:n},backend:t,attrs:{dtype:"float32"}}),f=Mr({inputs:{real:p,imag:u},backend:t});return t.disposeIntermediateTensorInfo(u),t.disposeIntermediateTensorInfo(p),f}if(n.dtype==="complex64"){let u=$d({inputs:{input:n},backend:t}),p=bo({inputs:{x:u},backend:t,attrs:{dtype:s}});return t.disposeIntermediateTensorInfo(u),p}if(!C.hasEncodingLoss(n.dtype,s)){let u=Pa({inputs:{x:n},backend:t});return{dataId:u.dataId,shape:u.shape,dtype:s}}let i=t.data.get(n.dataId).values,[a,l,c]=La(i,n.shape,n.dtype,s);return t.makeTensorInfo(a,l,c)}function j(r,e,t,o){return t==null?({inputs:n,backend:s})=>{let{a:i,b:a}=n,l=s;Kn([i,a],r);let c=l.data.get(i.dataId).values,u=l.data.get(a.dataId).values,p=i.dtype==="string"?y.fromUint8ToStringArray(c):c,f=i.dtype==="string"?y.fromUint8ToStringArray(u):u,d=o||i.dtype,[m,x]=e(i.shape,a.shape,p,f,d);return l.makeTensorInfo(x,d,m)}:({inputs:n,backend:s})=>{let{a:i,b:a}=n,l=s;if(i.dtype==="complex64"||a.dtype==="complex64"){let c=bo({inputs:{x:i},backend:l,attrs:{dtype:"complex64"}}),u=l.data.get(c.dataId),p=u.complexTensorInfos.real,f=u.complexTensorInfos.imag,d=l.data.get(p.dataId).values,m=l.data.get(f.dataId).values,x=bo({inputs:{x:a},backend:l,attrs:{dtype:"complex64"}}),g=l.data.get(x.dataId),h=g.complexTensorInfos.real,b=g.complexTensorInfos.imag,w=l.data.get(h.dataId).values,v=l.data.get(b.dataId).values,[I,N,R]=t(i.shape,a.shape,d,m,w,v),E=l.makeTensorInfo(R,"float32",I),O=l.makeTensorInfo(R,"float32",N),L=Mr({inputs:{real:E,imag:O},backend:l});return l.disposeIntermediateTensorInfo(c),l.disposeIntermediateTensorInfo(x),l.disposeIntermediateTensorInfo(E),l.disposeIntermediateTensorInfo(O),L}else{let c=l.data.get(i.dataId).values,u=l.data.get(a.dataId).values,p=o||i.dtype,[f,d]=e(i.shape,a.shape,c,u,p);return l.makeTensorInfo(d,p,f)}}}function Br(r){return(e,t,o,n,s,i)=>{let a=y.assertAndGetBroadcastShape(e,t),l=C.sizeFromShape(a),c=a.length,u=C.computeStrides(a),p=C.getTypedArrayFromDType("float32",l),f=C.getTypedArrayFromDType("float32",l),d=y.getBroadcastDims(e,a),m=y.getBroadcastDims(t,a),x=y.mergeRealAndImagArrays(o,n),g=y.mergeRealAndImagArrays(s,i),h=e.length,b=C.computeStrides(e),w=t.length,v=C.computeStrides(t);if(d.length+m.length===0)for(let I=0;I<p.length;I++){let N=I%x.length,R=I%g.length,E=r(x[N*2],x[N*2+1],g[R*2],g[R*2+1]);p[I]=E.real,f[I]=E.imag}else for(let I=0;I<p.length;I++){let N=C.indexToLoc(I,c,u),R=N.slice(-h);d.forEach(z=>R[z]=0);let E=C.locToIndex(R,h,b),O=N.slice(-w);m.forEach(z=>O[z]=0);let L=C.locToIndex(O,w,v),V=r(x[E*2],x[E*2+1],g[L*2],g[L*2+1]);p[I]=V.real,f[I]=V.imag}return[p,f,a]}}var Ma=X(((r,e)=>r+e)),RS=Br(((r,e,t,o)=>({real:r+t,imag:e+o}))),BO=j("Add",Ma,RS);function Ed(r,e,t,o,n){let s=C.sizeFromShape(o),i=C.makeZerosTypedArray(n,t);for(let a=0;a<r.length;a++){let l=r[a];if(l<0)throw new Error("Input x must be non-negative!");l>=n||(s>0?i[l]+=e[a]:i[l]+=1)}return i}function Rd(r,e,t,o=!1){let n=r.shape[0],s=r.shape[1],i=K([n,t],e.dtype);for(let a=0;a<n;a++)for(let l=0;l<s;l++){let c=r.get(a,l);if(c<0)throw new Error("Input x must be non-negative!");c>=t||(o?i.set(1,a,c):e.size>0?i.set(i.get(a,c)+e.get(a,l),a,c):i.set(i.get(a,c)+1,a,c))}return i}var Ba=X(((r,e)=>r&e)),KO=j(Do,Ba);function ie(r){return(e,t,o)=>{let n=C.getArrayFromDType(t,e.length);for(let s=0;s<e.length;++s)n[s]=r(e[s],o);return n}}function Xn(r,e,t){let o=ie(e);return Ie(r,o,t)}function Ie(r,e,t){return({inputs:o,attrs:n,backend:s})=>{let{x:i}=o;Kn(i,r);let a=s,l=a.data.get(i.dataId).values,c;if(i.dtype==="string"){if(!Array.isArray(l))throw new Error("String tensor's value was not an instance of Array");c=y.fromUint8ToStringArray(l)}else c=l;let u=t||i.dtype,p=e(c,u,n);return a.makeTensorInfo(i.shape,u,p)}}var Ua=ie(r=>Math.ceil(r)),oP=Ie(Oo,Ua);function Nd(r,e,t,o){let n=C.getArrayFromDType(t,C.sizeFromShape(e));if(o&&t!=="string"){let s=0;r.forEach(i=>{let a=C.sizeFromShape(i.shape);n.set(i.vals,s),s+=a})}else{let s=0;r.forEach(i=>{let a=t==="string"?y.fromUint8ToStringArray(i.vals):i.vals,l=0;for(let c=0;c<i.shape[0];++c){let u=c*e[1]+s;for(let p=0;p<i.shape[1];++p)n[u+p]=a[l++]}s+=i.shape[1]})}return n}var Va=X((r,e)=>r===e?1:0),uP=j(Mo,Va,null,"bool");var Ga=ie(r=>Math.exp(r)),hP=Ie("Exp",Ga,"float32");var za=ie(r=>Math.expm1(r)),yP=Ie(Bo,za);var Ha=ie(r=>Math.floor(r)),TP=Ie(Vo,Ha);var Ka=X((r,e)=>Math.floor(r/e)),kP=j(mr,Ka,null,"int32");function kd(r,e,t,o,n,s,i,a,l){let c=K([o,s],t);for(let u=0;u<o;u++){let p=[],f=0;for(let d=0;d<n;d++){let m=r[u*n+d];f+=m*i[d],p.push(m)}if(f<0||f>=l/s)throw new Error(`Invalid indices: ${p} does not index into ${a}`);for(let d=0;d<s;d++)c.values[u*s+d]=e.get(...e.indexToLoc(f*s+d))}return c}function Ad(r,e,t){let o=K(t,r.dtype);for(let n=0;n<o.size;++n){let i=o.indexToLoc(n).slice(),a=i[0],l=i[2],c=e.locToIndex([a,l]);i[2]=e.values[c];let u=r.locToIndex(i);0<=u&&u<r.values.length&&(o.values[n]=r.values[u])}return o}var qa=X((r,e)=>r>e?1:0),BP=j(Wo,qa,null,"bool");var Xa=X((r,e)=>r>=e?1:0),zP=j(Go,Xa,null,"bool");var ja=X((r,e)=>r<e?1:0),jP=j(Ho,ja,null,"bool");var Ya=X((r,e)=>r<=e?1:0),eL=j(Ko,Ya,null,"bool");function Fd(r,e,t){let o=(e-r)/(t-1),n=C.makeZerosTypedArray(t,"float32");n[0]=r;for(let s=1;s<n.length;s++)n[s]=n[s-1]+o;return n}var Qa=ie(r=>Math.log(r)),aL=Ie("Log",Qa);function _d(r,e,t,o){let n=C.getTypedArrayFromDType(o,C.sizeFromShape(t));for(let s=0;s<n.length;++s){let i=s*e,a=r[i];for(let l=0;l<e;++l){let c=r[i+l];(Number.isNaN(c)||c>a)&&(a=c)}n[s]=a}return n}var Ja=X(((r,e)=>Math.max(r,e))),mL=j(hr,Ja);var el=X(((r,e)=>Math.min(r,e))),bL=j(qo,el);var yo=X(((r,e)=>r*e)),NS=Br(((r,e,t,o)=>({real:r*t-e*o,imag:r*o+e*t}))),IL=j(gr,yo,NS);function Od(r,e,t){let o=C.createScalarValue(-1,t);return yo([],e,o,r,t)}var tl=X(((r,e)=>r!==e?1:0)),FL=j(Xo,tl,null,"bool");function Pd(r,e,t,o,n){let s=e.length,i=C.sizeFromShape(e),a=C.computeStrides(e),l=C.computeStrides(n),c=C.getTypedArrayFromDType(t,C.sizeFromShape(n));for(let u=0;u<i;++u){let p=C.indexToLoc(u,s,a),f=new Array(p.length);for(let m=0;m<f.length;m++)f[m]=p[o[m]];let d=C.locToIndex(f,s,l);c[d]=r[u]}return c}function Ld(r,e,t,o){let[n,s]=y.computeOutAndReduceShapes(r,o),i=he(e,"int32"),a=C.makeZerosTypedArray(C.sizeFromShape(n),i),l=C.sizeFromShape(s);for(let c=0;c<a.length;++c){let u=c*l,p=1;for(let f=0;f<l;++f)p*=t[u+f];a[c]=p}return{outVals:a,outShape:n,outDtype:i}}function kS(r,e,t){r.forEach((o,n)=>{if(o<0||o>=t){let s=C.indexToLoc(n,e.length,C.computeStrides(e)).join(",");throw new Error(`indices[${s}] = ${o} is not in [0, ${t})`)}})}function AS(r,e){for(let t=0;t<r.length;++t){let o=r[t],n=t===r.length-1?e:r[t+1].length;if(o.length===0)throw new Error("Ragged splits may not be empty");if(o[0]<0)throw new Error("Ragged splits must be non-negative");if(o[o.length-1]>n)throw new Error("Ragged splits must not point past values");for(let s=1;s<o.length;++s)if(o[s-1]>o[s])throw new Error("Ragged splits must be sorted in ascending order")}}function FS(r,e,t,o){let n=[],s=0,i=e.length-1+t.length,a=new Array(i).fill(null).map(()=>[0]);AS(t,o);let l=1;for(let c=0;c<e.length-1;++c){l*=e[c];let u=e[c+1];for(let p=1;p<l+1;++p)a[c].push(p*u)}for(let c=0;c<r.length;++c){let u=r[c],p=r[c]+1;for(let f=0;f<t.length;++f){let d=t[f],m=f+e.length-1;if(m>=0){let x=a[m],g=x[x.length-1]-d[u];for(let h=u;h<p;++h)a[m].push(d[h+1]+g)}u=d[u],p=d[p]}p!==u&&(n.push([u,p]),s+=p-u)}return{outSplits:a,valueSlices:n,numValues:s}}function _S(r){let e=[];for(let t=0;t<r.length;++t){let o=r[t].length,n=C.getArrayFromDType("int32",o);e.push(n),r[t].forEach((s,i)=>n[i]=s)}return e}function Md(r,e){let t=r.slice(0,e);for(;t.length<e;)t.push(1);for(let o=e;o<r.length;o++)t[e-1]*=r[o];return t}function DS(r,e,t,o,n,s){let i=Md(e,2)[1],a=Md(s,2)[1],l=0;for(let c of t)for(let u=c[0];u<c[1];++u){for(let p=0;p<o;++p)n[l*a+p]=r[u*i+p];++l}}function OS(r,e,t,o,n){let s=e.slice();s[0]=n;let i=C.getArrayFromDType(t,C.sizeFromShape(s)),a=r.length,l=a===0?0:a/e[0];return DS(r,e,o,l,i,s),[i,s]}function Bd(r,e,t,o,n,s,i,a){if(r.length===0)throw new Error("paramsNestedSplits must be non empty");if(e[0].length===0)throw new Error("Split tensors must not be scalars");let l=e[0][0]-1;if(kS(s,i,l),o.length===0)throw new Error("params.rank must be nonzero");let c=o[0],{outSplits:u,valueSlices:p,numValues:f}=FS(s,i,r,c),d=_S(u),m=OS(t,o,n,p,f);return[d,m[0],m[1]]}var Ud=2147483647;function Vd(r,e,t,o,n,s,i){if(e.length>1)throw new Error("starts must be a scalar or vector");if(n.length>1)throw new Error("limits must be a scalar or vector");if(i.length>1)throw new Error("deltas must be a scalar or vector");let a=e.length===0,l=n.length===0,c=i.length===0,u=[];a||u.push(e[0]),l||u.push(n[0]),c||u.push(i[0]);for(let g=1;g<u.length;++g)if(u[g]!==u[g-1])throw new Error("starts, limits, and deltas must have the same shape");let p=u.length===0?1:u[0],f=C.getArrayFromDType("int32",p+1);f[0]=0;for(let g=0;g<p;++g){let h=a?r[0]:r[g],b=l?o[0]:o[g],w=c?s[0]:s[g];if(w===0)throw new Error("Requires delta != 0");let v;if(w>0&&b<h||w<0&&b>h)v=0;else if(v=Math.ceil(Math.abs((b-h)/w)),v>Ud)throw new Error(`Requires ((limit - start) / delta) <= ${Ud}`);f[g+1]=f[g]+v}let d=f[p],m=C.getArrayFromDType(t,d),x=0;for(let g=0;g<p;++g){let h=f[g+1]-f[g],b=a?r[0]:r[g],w=c?s[0]:s[g];for(let v=0;v<h;++v)m[x++]=b,b+=w}return[f,m]}var ze=y.RowPartitionType,rl=class r{constructor(e,t,o,n,s,i,a,l,c,u){this.shape=e,this.shapeShape=t,this.values=o,this.valuesShape=n,this.valuesDType=s,this.defaultValue=i,this.defaultValueShape=a,this.rowPartitionValues=l,this.rowPartitionValuesShapes=c,this.rowPartitionTypes=y.getRowPartitionTypesHelper(u),this.raggedRank=y.getRaggedRank(this.rowPartitionTypes)}getRowPartitionTypeByDimension(e){return this.rowPartitionTypes[0]===ze.FIRST_DIM_SIZE?this.rowPartitionTypes[e+1]:this.rowPartitionTypes[e]}getRowPartitionTensor(e){return this.rowPartitionTypes[0]===ze.FIRST_DIM_SIZE?this.rowPartitionValues[e+1]:this.rowPartitionValues[e]}getMaxWidth(e){let t=this.getRowPartitionTensor(e-1);switch(this.getRowPartitionTypeByDimension(e-1)){case ze.VALUE_ROWIDS:return r.getMaxWidthValueRowID(t);case ze.ROW_SPLITS:return r.getMaxWidthRowSplit(t);default:throw new Error(`Cannot handle partition type ${ze[this.getRowPartitionTypeByDimension(e-1)]}`)}}static getMaxWidthRowSplit(e){let t=e.length;if(t===0||t===1)return 0;let o=0;for(let n=0;n<t-1;++n){let s=e[n+1]-e[n];s>o&&(o=s)}return o}static getMaxWidthValueRowID(e){let t=e.length;if(t===0)return 0;let o=0,n=e[0],s=0;for(let i=1;i<t;++i){let a=e[i];a!==n&&(n=a,s=Math.max(i-o,s),o=i)}return Math.max(t-o,s)}tensorShapeFromTensor(e,t,o=!0){if(t.length===0){if(e[0]===-1)return[];throw new Error("The only valid scalar shape tensor is the fully unknown shape specified as -1.")}return Gd(e,o)}calculateOutputSize(e){let t=this.valuesShape,o=this.defaultValueShape;y.validateDefaultValueShape(o,t);let n=this.tensorShapeFromTensor(this.shape,this.shapeShape),i=y.combineRaggedTensorToTensorShapes(this.raggedRank,n,t);i[0]<0&&(i[0]=e);for(let a=1;a<=this.raggedRank;++a)i[a]<0&&(i[a]=this.getMaxWidth(a));return i}calculateFirstParentOutputIndex(e,t,o){let n=Math.min(e,o),s=[],i=0;for(let a=0;a<n;++a,i+=t)s.push(i);for(let a=n;a<e;++a)s.push(-1);return C.assert(s.length===e,()=>"Final length of result must be equal to firstDimension."),s}calculateOutputIndexRowSplit(e,t,o,n){let s=e.length,i=[];for(let a=0;a<s-1;++a){let l=e[a+1]-e[a],c=Math.min(n,l),u=t[a];u===-1&&(c=0);for(let p=0;p<c;++p)i.push(u),u+=o;for(let p=0;p<l-c;++p)i.push(-1)}if(s>0&&i.length!==e[s-1])throw new Error("Invalid row split size.");return i}calculateOutputIndexValueRowID(e,t,o,n){let s=e.length,i=[];if(s===0)return[];let a=0,l=e[0];if(l>=t.length)throw new Error(`Got currentValueRowId=${l}, which is not less than ${t.length}`);let c=t[l];i.push(c);for(let u=1;u<s;++u){let p=e[u];if(p===l)c>=0&&(++a,a<n?c+=o:c=-1);else{if(a=0,l=p,p>=t.length)throw new Error(`Got nextValueRowId=${p} which is not less than ${t.length}`);c=t[p]}i.push(c)}if(i.length!==e.length)throw new Error("Invalid row ids.");return i}calculateOutputIndex(e,t,o,n){let s=this.getRowPartitionTensor(e),i=this.getRowPartitionTypeByDimension(e);switch(i){case ze.VALUE_ROWIDS:return this.calculateOutputIndexValueRowID(s,t,o,n);case ze.ROW_SPLITS:if(s.length-1>t.length)throw new Error(`Row partition size is greater than output size: ${s.length-1} > ${t.length}`);return this.calculateOutputIndexRowSplit(s,t,o,n);default:throw new Error(`Unsupported partition type: ${ze[i]}`)}}getFirstDimensionSize(){let e=this.rowPartitionValues[0];if(this.rowPartitionTypes.length===0)throw new Error("No row_partition_types given.");let t=this.rowPartitionTypes[0];switch(t){case ze.FIRST_DIM_SIZE:return e[0];case ze.VALUE_ROWIDS:throw new Error("Cannot handle VALUE_ROWIDS in first dimension.");case ze.ROW_SPLITS:return this.rowPartitionValuesShapes[0][0]-1;default:throw new Error(`Cannot handle type ${ze[t]}`)}}compute(){if(this.rowPartitionValues[0].length<=0)throw new Error("Invalid first partition input. Tensor requires at least one element.");let t=this.getFirstDimensionSize(),o=this.calculateOutputSize(t),n=new Array(this.raggedRank+1);n[n.length-1]=1;for(let l=n.length-2;l>=0;--l)n[l]=n[l+1]*o[l+1];let s=Gd(o,!1),i=C.getArrayFromDType(this.valuesDType,C.sizeFromShape(s));if(n[0]*o[0]>0){let l=this.calculateFirstParentOutputIndex(t,n[0],o[0]);for(let c=1;c<=this.raggedRank;++c)l=this.calculateOutputIndex(c-1,l,n[c],o[c]);this.setOutput(this.raggedRank,l,i,s)}return[s,i]}setOutput(e,t,o,n){if(o.length===0)return;let s=this.values,i=o,a=n.slice();a=a.slice(e+1);let l=C.sizeFromShape(a),c=t.length,u=this.defaultValue;if(u.length!==l&&u.length!==1){let m=this.defaultValueShape;q(()=>{let x=qt(u,m);u=pa(x,a).dataSync()})}let p=0,f=0,d=0;for(let m=0;m<=c;++m){let x=m<c?t[m]:-1;if(x===d){++d;continue}if(f<d){let g=s.subarray(p*l),h=i.subarray(f*l),b=(d-f)*l;Wd(h,g,b)}if(m>=c){let g=o.length;x=Math.floor(g/l)}if(x>d)if(this.defaultValue.length===1)i.subarray(d*l,x*l).fill(this.defaultValue[0]),d=x;else for(;x>d;){let g=i.slice(d*l);Wd(g,u,l),++d}x<0?(p=m+1,f=d):(p=m,f=d,d=f+1)}}};function Wd(r,e,t){for(let o=0;o<t;o++)r[o]=e[o]}function Gd(r,e){let t=[];for(let o of r){if(o<0){if(!e)throw new Error(`Dimension ${o} must be >= 0`);if(o<-1)throw new Error(`Dimension ${o} must be >= -1`);o=-1}t.push(o)}return t}function zd(r,e,t,o,n,s,i,a,l,c){return new rl(r,e,t,o,n,s,i,a,l,c).compute()}function Hd(r,e,t,o){let n=r===e,s=r<e&&t<0,i=e<r&&t>1;if(n||s||i)return C.makeZerosTypedArray(0,o);let a=Math.abs(Math.ceil((e-r)/t)),l=C.makeZerosTypedArray(a,o);e<r&&t===1&&(t=-1),l[0]=r;for(let c=1;c<l.length;c++)l[c]=l[c-1]+t;return l}var ol=ie(r=>1/Math.sqrt(r)),jL=Ie(Jo,ol);function Kd(r,e,t,o,n,s,i,a,l,c){let u=[o/n,n],p=r.values,f=e.values;if(o===0)return K(t,e.dtype);let d=l instanceof rt?l:K(u,e.dtype);typeof l=="string"||typeof l=="number"?d.values.fill(l):typeof l=="boolean"&&d.values.fill(+l);for(let m=0;m<s;m++){let x=[],g=0;for(let h=0;h<i;h++){let b=p[m*i+h];x.push(b),g+=b*a[h]}if(g<0||g>=o/n)throw new Error(`Invalid indices: ${x} does not index into ${t}`);for(let h=0;h<n;h++)c?d.values[g*n+h]+=f[m*n+h]:d.values[g*n+h]=e.rank===0?f[0]:f[m*n+h]}return d}var qd=ie(r=>1/(1+Math.exp(-r))),rM=Xn(xr,r=>1/(1+Math.exp(-r)));function Xd(r,e,t,o,n){let s=ve.isSliceContinous(o,e,t),i=C.sizeFromShape(t),a=C.computeStrides(o);if(s){let p=ve.computeFlatOffset(e,a);return n==="string"?r.slice(p,p+i):r.subarray(p,p+i)}let l=n==="string"?y.fromUint8ToStringArray(r):r,c=K(o,n,l),u=K(t,n);for(let p=0;p<u.size;++p){let f=u.indexToLoc(p),d=f.map((m,x)=>m+e[x]);u.set(c.get(...d),...f)}return n==="string"?y.fromStringArrayToUint8(u.values):u.values}function jd(r,e,t,o,n,s,i){let a=e[0],l=s[0],c=new Array(l),u=new Array(a),p=e[1];if(l===0){if(a!==0)throw new Error(y.getSparseFillEmptyRowsIndicesDenseShapeMismatch(a));let g=C.getArrayFromDType(t,0),h=C.getArrayFromDType(n,0);return[g,[0,p],h,c,u]}let f=!0,d=0,m=new Array(l).fill(0);for(let g=0;g<a;++g){let h=r[g*p];if(h<0)throw new Error(y.getSparseFillEmptyRowsNegativeIndexErrorMessage(g,h));if(h>=l)throw new Error(y.getSparseFillEmptyRowsOutOfRangeIndexErrorMessage(g,h,l));++m[h],f=f&&h>=d,d=h}let x=!0;for(let g=0;g<l;++g){let h=m[g]===0;c[g]=h,x=x&&!h,m[g]=Math.max(m[g],1),g>0&&(m[g]+=m[g-1])}if(x&&f){let g=r,h=o;for(let b=0;b<a;++b)u[b]=b;return[g,[a,p],h,c,u]}else{let g=m[l-1],h=C.getArrayFromDType(t,g*p),b=C.getArrayFromDType(n,g),w=new Array(l).fill(0);for(let v=0;v<a;++v){let I=r[v*p],N=w[I],R=(I===0?0:m[I-1])+N;w[I]++;for(let E=0;E<p;++E)h[R*p+E]=r[v*p+E];b[R]=o[v],u[v]=R}for(let v=0;v<l;++v)if(w[v]===0){let N=v===0?0:m[v-1];h[N*p+0]=v;for(let R=1;R<p;++R)h[N*p+R]=0;b[N]=i}return[h,[g,p],b,c,u]}}function Yd(r,e,t,o,n){let s=C.sizeFromShape(o),i=e[0],a=n.length,l=[],c=1,u=-1;for(let g=0;g<a;++g){let h=n[g];if(h===-1){if(u!==-1)throw new Error(y.getSparseReshapeMultipleNegativeOneOutputDimErrorMessage(u,g));u=g,l.push(1)}else{if(h<0)throw new Error(y.getSparseReshapeNegativeOutputDimErrorMessage(g,h));c*=h,l.push(h)}}if(u!==-1){if(c<=0)throw new Error(y.getSparseReshapeEmptyTensorZeroOutputDimErrorMessage());let g=Math.trunc(s/c);if(c*g!==s)throw new Error(y.getSparseReshapeInputOutputMultipleErrorMessage(o,l));l[u]=g}if(C.sizeFromShape(l)!==s)throw new Error(y.getSparseReshapeInputOutputMismatchErrorMessage(o,l));let f=o.length,d=[];if(f>0){d[f-1]=1;for(let g=f-2;g>=0;--g)d[g]=d[g+1]*o[g+1]}let m=[];if(a>0){m[a-1]=1;for(let g=a-2;g>=0;--g)m[g]=m[g+1]*l[g+1]}let x=C.getArrayFromDType(t,i*a);for(let g=0;g<i;++g){let h=0;for(let b=0;b<f;++b)h+=r[g*f+b]*d[b];for(let b=0;b<a;++b)x[g*a+b]=Math.trunc(h/m[b]),h%=m[b]}return[x,[i,a],l]}function Zd(r,e,t,o,n,s=!1,i=0){let a=o.length,l=[e[0],r.length/e[0]],c=l[1],p=a>0?n[a-1]+1:0;if(p<0)throw new Error(y.getSparseSegmentReductionNegativeSegmentIdsErrorMessage());let f=e.slice();f[0]=p;let d=f.reduce((w,v)=>w*v,1),m=C.getArrayFromDType(t,d);if(a===0)return p>0&&m.fill(i),[m,f];if(p<=0)throw new Error(y.getSparseSegmentReductionNegativeSegmentIdsErrorMessage());let x=0,g=1,h=0,b=n[x];for(;;){let w=0;if(g<a){if(w=n[g],b===w){++g;continue}if(b>=w)throw new Error(y.getSparseSegmentReductionNonIncreasingSegmentIdsErrorMessage())}if(b<0||b>=p)throw new Error(y.getSparseSegmentReductionSegmentIdOutOfRangeErrorMessage(b,p));b>h&&m.fill(i,h*c,b*c);for(let v=x;v<g;++v){let I=o[v];if(I<0||I>=l[0])throw new Error(y.getSparseSegmentReductionIndicesOutOfRangeErrorMessage(v,o[v],l[0]));for(let N=0;N<c;N++)m[b*c+N]+=r[I*c+N]}if(s)for(let v=0;v<c;v++)m[b*c+v]/=g-x;if(x=g,++g,h=b+1,b=w,g>a)break}return h<p&&m.fill(i,h*c,p*c),[m,f]}var Qd=ie(r=>Math.sqrt(r)),hM=Xn(Cr,r=>Math.sqrt(r));var nl=X(((r,e)=>{let t=r-e;return t*t})),yM=j(en,nl);var sl=ie((r,e)=>{let{pattern:t,replaceGlobal:o,rewrite:n}=e;return r.replace(new RegExp(t,o?"g":""),n)}),TM=Ie(tn,sl);function Jd(r,e,t,o){let n=K(r,e.dtype);for(let s=0;s<n.size;s++){let i=n.indexToLoc(s),a=new Array(i.length);for(let l=0;l<a.length;l++)a[l]=i[l]*t[l]+o[l];n.set(e.get(...a),...i)}return n}var il=class{constructor(e,t,o,n,s,i){this.separator=C.encodeString(e),this.nGramWidths=t,this.leftPad=C.encodeString(o),this.rightPad=C.encodeString(n),this.padWidth=s,this.preserveShort=i}getPadWidth(e){return Math.min(this.padWidth<0?e-1:this.padWidth,e-1)}getNumNGrams(e,t){let o=this.getPadWidth(t);return Math.max(0,e+2*o-t+1)}createNGrams(e,t,o,n,s,i){for(let a=0;a<s;++a){let l=this.getPadWidth(i),c=Math.max(0,l-a),u=Math.max(0,l-(s-(a+1))),p=i-(c+u),f=t+(c>0?0:a-l),d=0;d+=c*this.leftPad.length;for(let b=0;b<p;++b)d+=e[f+b].length;d+=u*this.rightPad.length;let m=c+u+p-1;d+=m*this.separator.length,o[n+a]=new Uint8Array(d);let x=o[n+a],g=0,h=b=>b.forEach(w=>x[g++]=w);for(let b=0;b<c;++b)h(this.leftPad),h(this.separator);for(let b=0;b<p-1;++b)h(e[f+b]),h(this.separator);if(p>0){h(e[f+p-1]);for(let b=0;b<u;++b)h(this.separator),h(this.rightPad)}else{for(let b=0;b<u-1;++b)h(this.rightPad),h(this.separator);h(this.rightPad)}}}compute(e,t){let o=e.length,n=t.length;if(n>0){let l=t[0];if(l!==0)throw new Error(`First split value must be 0, got ${l}`);for(let c=1;c<n;++c){let u=t[c]>=l;if(u=u&&t[c]<=o,!u)throw new Error(`Invalid split value ${t[c]}, must be in [${l}, ${o}]`);l=t[c]}if(l!==o)throw new Error(`Last split value must be data size. Expected ${o}, got ${l}`)}let s=n-1,i=C.getArrayFromDType("int32",n);if(o===0||n===0){let l=new Array(o);for(let c=0;c<=s;++c)i[c]=0;return[l,i]}i[0]=0;for(let l=1;l<=s;++l){let c=t[l]-t[l-1],u=0;this.nGramWidths.forEach(p=>{u+=this.getNumNGrams(c,p)}),this.preserveShort&&c>0&&u===0&&(u=1),i[l]=i[l-1]+u}let a=new Array(i[s]);for(let l=0;l<s;++l){let c=t[l],u=i[l];if(this.nGramWidths.forEach(p=>{let f=t[l+1]-t[l],d=this.getNumNGrams(f,p);this.createNGrams(e,c,a,u,d,p),u+=d}),this.preserveShort&&u===i[l]){let p=t[l+1]-t[l];if(p===0)continue;let f=p+2*this.padWidth;this.createNGrams(e,c,a,u,1,f)}}return[a,i]}};function em(r,e,t,o,n,s,i,a){return new il(t,o,n,s,i,a).compute(r,e)}function PS(r,e,t,o){if(!r.length)return;if(e.length===0){for(let s=0;s<r.length;++s)o.push(r.subarray(s,s+1));return}if(e.length===1){let s=e[0],i=r.indexOf(s);for(;i!==-1;){let a=r.subarray(0,i);(!t||a.length!==0)&&o.push(a),r=r.subarray(i+1),i=r.indexOf(s)}(!t||r.length!==0)&&o.push(r);return}let n=0;for(let s=0;s<r.length+1;s++)if(s===r.length||e.indexOf(r[s])!==-1){let i=r.subarray(n,s);(!t||i.length!==0)&&o.push(i),n=s+1}}function tm(r,e,t){let o=r.length,n=[],s=0,i=0,a=new Array(o);for(let f=0;f<o;++f){let d=n.length;PS(r[f],e,t,n);let m=n.length-d;a[f]=m,s+=m,i=Math.max(i,m)}let l=C.getArrayFromDType("int32",s*2),c=new Array(s),u=[o,i],p=0;for(let f=0;f<o;++f)for(let d=0;d<a[f];++d)l[p*2]=f,l[p*2+1]=d,c[p]=n[p],++p;return[l,c,u]}function rm(r,e){let t=C.getArrayFromDType("int32",r.length);for(let o=0;o<r.length;++o)t[o]=C.fingerPrint64(r[o]).modulo(e).getLowBitsUnsigned();return t}var al=X(((r,e)=>r-e)),LS=Br(((r,e,t,o)=>({real:r-t,imag:e-o}))),MM=j("Sub",al,LS);function om(r,e){let t=new Array(r.rank);for(let n=0;n<t.length;n++)t[n]=r.shape[n]*e[n];let o=K(t,r.dtype);for(let n=0;n<o.values.length;++n){let s=o.indexToLoc(n),i=new Array(r.rank);for(let l=0;l<i.length;l++)i[l]=s[l]%r.shape[l];let a=r.locToIndex(i);o.values[n]=r.values[a]}return o}var wo=(r,e)=>{let t=e.value-r.value;return t===0?r.index-e.index:t};function nm(r,e,t=0,o=r.length-1){for(;o>t;){if(o-t>600){let a=o-t+1,l=e-t+1,c=Math.log(a),u=.5*Math.exp(2*c/3),p=.5*Math.sqrt(c*u*(a-u)/a)*Math.sign(l-a/2),f=Math.max(t,Math.floor(e-l*u/a+p)),d=Math.min(o,Math.floor(e+(a-l)*u/a+p));nm(r,e,f,d)}let n=r[e],s=t,i=o;for(C.swap(r,t,e),wo(r[o],n)>0&&C.swap(r,t,o);s<i;){for(C.swap(r,s,i),s++,i--;wo(r[s],n)<0;)s=s+1;for(;wo(r[i],n)>0;)i=i-1}wo(r[t],n)===0?C.swap(r,t,i):(i=i+1,C.swap(r,i,o)),i<=e&&(t=i+1),e<=i&&(o=i-1)}}function sm(r,e,t,o,n){let s=e[e.length-1],[i,a]=[r.length/s,s],l=C.getTypedArrayFromDType(t,i*o),c=C.getTypedArrayFromDType("int32",i*o);for(let p=0;p<i;p++){let f=p*a,d=r.subarray(f,f+a),m=new Array(d.length);d.forEach((b,w)=>m[w]={value:b,index:w}),o<m.length&&(nm(m,o),m=m.slice(0,o)),n&&m.sort(wo);let x=p*o,g=l.subarray(x,x+o),h=c.subarray(x,x+o);for(let b=0;b<o;b++)g[b]=m[b].value,h[b]=m[b].index}let u=e.slice();return u[u.length-1]=o,[K(u,t,l),K(u,"int32",c)]}function im(r,e,t,o){let n=C.parseAxisParam(e,t)[0],s=[1,t[0],1];for(let m=0;m<n;m++)s[0]*=t[m];s[1]=t[n];for(let m=n+1;m<t.length;m++)s[2]*=t[m];let i=new Map,a=new Int32Array(t[n]),l=new rt(s,o,r),c=[],u=s[0]===1&&s[2]===1;for(let m=0;m<t[n];m++){let x;if(u)x=r[m].toString();else{let h=[];for(let b=0;b<s[0];b++)for(let w=0;w<s[2];w++)h.push(l.get(b,m,w));x=h.join(",")}let g=i.get(x);if(g!=null)a[m]=g;else{let h=i.size;i.set(x,h),a[m]=h,c.push(m)}}let p=s.slice();p[1]=i.size;let f=new rt(p,o);c.forEach((m,x)=>{for(let g=0;g<s[0];g++)for(let h=0;h<s[2];h++)f.set(l.get(g,m,h),g,x,h)});let d=t.slice();return d[n]=p[1],{outputValues:f.values,outputShape:d,indices:a}}var{addImpl:am,bincountImpl:jn,bincountReduceImpl:lm,bitwiseAndImpl:cm,castImpl:um,ceilImpl:pm,concatImpl:fm,equalImpl:dm,expImpl:mm,expm1Impl:hm,floorImpl:gm,gatherNdImpl:xm,gatherV2Impl:Cm,greaterImpl:bm,greaterEqualImpl:ym,lessImpl:wm,lessEqualImpl:Sm,linSpaceImpl:vm,logImpl:Im,maxImpl:Tm,maximumImpl:$m,minimumImpl:Em,multiplyImpl:Rm,negImpl:Nm,notEqualImpl:km,prodImpl:Am,raggedGatherImpl:Fm,raggedRangeImpl:_m,raggedTensorToTensorImpl:Dm,rangeImpl:Om,rsqrtImpl:Pm,scatterImpl:Lm,sigmoidImpl:Mm,simpleAbsImpl:Yn,sliceImpl:Bm,sparseFillEmptyRowsImpl:Um,sparseReshapeImpl:Vm,sparseSegmentReductionImpl:Zn,sqrtImpl:Wm,staticRegexReplaceImpl:Gm,stridedSliceImpl:zm,stringNGramsImpl:Hm,stringSplitImpl:Km,stringToHashBucketFastImpl:qm,subImpl:Xm,tileImpl:jm,topKImpl:Ym,transposeImpl:Jt,uniqueImpl:Zm}=ll;function cl(r,e){return["x","y","z","w","u","v"].slice(0,e).map(t=>`${r}.${t}`)}function te(r,e){return e===1?[r]:cl(r,e)}function Qm(r,e){if(r===1)return"rc";let t="";for(let o=0;o<r;o++)t+=e[o],o<r-1&&(t+=",");return t}var Qn=class{constructor(e){if(this.variableNames=["A"],this.packedInputs=!1,this.packedOutput=!0,this.outputShape=e,this.rank=e.length,this.enableShapeUniforms=H(this.outputShape.length),this.rank===0)this.userCode=`
        void main() {
          setOutput(vec4(getA(), 0., 0., 0.));
        }
      `;else{let t=te("rc",this.rank),o=M(this.rank),n=this.getOutOfBoundsCondition(t),s=this.getSetup(t),i=this.getOutput(t);this.userCode=`
        void main() {
          ${o} rc = getOutputCoords();

          if(${n}) {
            setOutput(vec4(0));
          } else {
            ${s}

            setOutput(vec4(${i}));
          }
        }
      `}}getSourceCoordsArr(e){let t=[];for(let o=0;o<=1;o++)for(let n=0;n<=1;n++){let s=`${o===0?"r":"rp1"}, ${n===0?"c":"cp1"}`;for(let i=2;i<this.rank;i++)s=`${e[e.length-1-i]},`+s;t.push(s)}return t}getOutOfBoundsCondition(e){if(this.rank===1)return`rc > ${this.enableShapeUniforms?"outShape":this.outputShape[0]}`;let t="";for(let o=this.rank-2;o<this.rank;o++)t+=`${e[o]} >= ${this.enableShapeUniforms?`outShape[${o}]`:this.outputShape[o]}`,o<this.rank-1&&(t+="||");return t}getSetup(e){if(this.rank===1)return"";let t=e.slice(-2),o=this.enableShapeUniforms?`outShape[${this.rank} - 1]`:this.outputShape[this.rank-1],n=this.enableShapeUniforms?`outShape[${this.rank} - 2]`:this.outputShape[this.rank-2];return`
      int r = ${t[0]};
      int c = ${t[1]};
      int rp1 = r + 1;
      int cp1 = c + 1;

      bool cEdge = cp1 >= ${o};
      bool rEdge = rp1 >= ${n};
    `}getOutput(e){let t=this.getSourceCoordsArr(e);return this.rank===1?`getA(rc), (rc + 1 >= ${this.enableShapeUniforms?"outShape":this.outputShape[0]} ? 0. : getA(rc + 1)), 0, 0`:`getA(${t[0]}),
            cEdge ? 0. : getA(${t[1]}),
            rEdge ? 0. : getA(${t[2]}),
            rEdge || cEdge ? 0. : getA(${t[3]})`}};var Ur=class{constructor(e,t){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0,this.customUniforms=[{name:"inputShape",type:"ivec3"}],this.outputShape=e,this.enableShapeUniforms=H(this.outputShape.length);let o="";for(let n=0;n<4;n++){let s="thisRC = rc;";n%2===1&&(s+="thisRC.z += 1;"),n>1&&(s+="thisRC.y += 1;"),o+=`
        ${s}
        ${n>0?"if(thisRC.y < rows && thisRC.z < cols){":""}
          int flatIndex = getFlatIndex(thisRC);

          ivec3 inputRC = inputCoordsFromReshapedOutCoords(flatIndex);
          vec2 inputRCInnerDims = vec2(float(inputRC.y),float(inputRC.z));

          result[${n}] =
            getChannel(getA(inputRC.x, inputRC.y, inputRC.z), inputRCInnerDims);
        ${n>0?"}":""}
      `}this.userCode=`
      ${MS(t,this.enableShapeUniforms)}
      ${this.enableShapeUniforms?Ar():kr(e)}

      void main() {
        ivec3 rc = getOutputCoords();

        vec4 result = vec4(0.);

        ivec3 thisRC;
        int rows = ${this.enableShapeUniforms?"outShape[1]":e[1]};
        int cols = ${this.enableShapeUniforms?"outShape[2]":e[2]};

        ${o}

        setOutput(result);
      }
    `}};function MS(r,e){return`
    ivec3 inputCoordsFromReshapedOutCoords(int index) {
      ${e?ed(["r","c","d"],"inputShape"):Qe(["r","c","d"],r)}
      return ivec3(r, c, d);
    }
  `}var Jn=class{constructor(e){this.gpgpu=e,this.numUsedTextures=0,this.numFreeTextures=0,this._numBytesAllocated=0,this._numBytesFree=0,this.freeTextures={},this.usedTextures={},this.logEnabled=!1}acquireTexture(e,t,o){let n=eh(t,o),s=th(e,n,o);s in this.freeTextures||(this.freeTextures[s]=[]),s in this.usedTextures||(this.usedTextures[s]=[]);let i=Jm(e,n,this.gpgpu.gl,this.gpgpu.textureConfig,o);if(this.freeTextures[s].length>0){this.numFreeTextures--,this.numUsedTextures++,this._numBytesFree-=i,this.log();let l=this.freeTextures[s].pop();return this.usedTextures[s].push(l),l}let a;return n===le.PACKED_2X2_FLOAT32?a=this.gpgpu.createPackedMatrixTexture(e[0],e[1]):n===le.PACKED_2X2_FLOAT16?a=this.gpgpu.createFloat16PackedMatrixTexture(e[0],e[1]):n===le.UNPACKED_FLOAT32?a=this.gpgpu.createFloat32MatrixTexture(e[0],e[1]):n===le.UNPACKED_FLOAT16?a=this.gpgpu.createFloat16MatrixTexture(e[0],e[1]):n===le.PACKED_4X1_UNSIGNED_BYTE&&(a=this.gpgpu.createUnsignedBytesMatrixTexture(e[0],e[1])),this.usedTextures[s].push(a),this.numUsedTextures++,this._numBytesAllocated+=i,this.log(),a}releaseTexture(e,t,o,n){if(this.freeTextures==null)return;let s=eh(o,n),i=th(t,s,n);i in this.freeTextures||(this.freeTextures[i]=[]);let a=Jm(t,s,this.gpgpu.gl,this.gpgpu.textureConfig,n),l=S().getNumber("WEBGL_DELETE_TEXTURE_THRESHOLD");l!==-1&&this._numBytesAllocated>l?(this.gpgpu.deleteMatrixTexture(e.texture),this._numBytesAllocated-=a):(this.freeTextures[i].push(e),this.numFreeTextures++,this._numBytesFree+=a),this.numUsedTextures--;let c=this.usedTextures[i],u=c&&c.indexOf(e);if(u==null||u<0)throw new Error("Cannot release a texture that was never provided by this texture manager");c[u]=c[c.length-1],c.pop(),this.log()}log(){if(!this.logEnabled)return;let e=this.numFreeTextures+this.numUsedTextures;console.log("Free/Used",`${this.numFreeTextures} / ${this.numUsedTextures}`,`(${e})`);let t=this._numBytesFree/this._numBytesAllocated;console.log(`Bytes allocated: ${this._numBytesAllocated}`),console.log(`Bytes unused: ${this._numBytesFree} (${Math.round(100*t)}%)`)}get numBytesAllocated(){return this._numBytesAllocated}get numBytesFree(){return this._numBytesFree}getNumUsedTextures(){return this.numUsedTextures}getNumFreeTextures(){return this.numFreeTextures}dispose(){if(this.freeTextures!=null){for(let e in this.freeTextures)this.freeTextures[e].forEach(t=>{this.gpgpu.deleteMatrixTexture(t.texture)});for(let e in this.usedTextures)this.usedTextures[e].forEach(t=>{this.gpgpu.deleteMatrixTexture(t.texture)});this.freeTextures=null,this.usedTextures=null,this.numUsedTextures=0,this.numFreeTextures=0,this._numBytesAllocated=0,this._numBytesFree=0}}};function BS(r,e){let t=r;if(e===t.R32F)return 4;if(e===t.R16F)return 2;if(e===t.RGBA32F)return 16;if(e===r.RGBA)return 16;if(e===t.RGBA16F)return 8;if(e===t.RGBA8)return 4;throw new Error(`Unknown internal format ${e}`)}function Jm(r,e,t,o,n){let s=US(e,o),i;if(n){let[l,c]=at(r[0],r[1]);i=l*c}else{let[l,c]=jt(r[0],r[1]);i=l*c}let a=BS(t,s);return i*a}function US(r,e){switch(r){case le.PACKED_2X2_FLOAT32:return Da(e);case le.PACKED_2X2_FLOAT16:return Oa(e);case le.UNPACKED_FLOAT32:return Aa(e);case le.UNPACKED_FLOAT16:return Fa(e);case le.PACKED_4X1_UNSIGNED_BYTE:return _a(e);default:throw new Error(`Unknown physical texture type ${r}`)}}function VS(r){return S().getBool("WEBGL_RENDER_FLOAT32_ENABLED")?r?le.PACKED_2X2_FLOAT32:le.UNPACKED_FLOAT32:r?le.PACKED_2X2_FLOAT16:le.UNPACKED_FLOAT16}function eh(r,e){if(r===pe.UPLOAD)return le.PACKED_2X2_FLOAT32;if(r===pe.RENDER||r==null)return VS(e);if(r===pe.DOWNLOAD||r===pe.PIXELS)return le.PACKED_4X1_UNSIGNED_BYTE;throw new Error(`Unknown logical texture type ${r}`)}function th(r,e,t){return`${r[0]}_${r[1]}_${e}_${t}`}var ce=class{constructor(e,t){this.variableNames=["A"],this.outputShape=e,this.enableShapeUniforms=H(this.outputShape.length),this.userCode=`
      float unaryOperation(float x) {
        ${t}
      }

      void main() {
        float x = getAAtOutCoords();
        float y = unaryOperation(x);

        setOutput(y);
      }
    `}},ne="if (isnan(x)) return x;",rh="return x;",ul="return abs(x);";var oh="return (x >= 0.0) ? x : (exp(x) - 1.0);",nh=ne+`
  return (x < 0.0) ? 0.0 : x;
`,sh=ne+`
  return (x < 0.0) ? 0.0 : min(6.0, x);
`,ct="return x;",ih="return 1.0 / (1.0 + exp(-1.0 * x));";var lh="return x;",ch=`
  vec4 result;

  result.r = (x.r >= 0.0) ? x.r : (exp(x.r) - 1.0);
  result.g = (x.g >= 0.0) ? x.g : (exp(x.g) - 1.0);
  result.b = (x.b >= 0.0) ? x.b : (exp(x.b) - 1.0);
  result.a = (x.a >= 0.0) ? x.a : (exp(x.a) - 1.0);

  return result;
`,uh=`
  vec4 result = x * vec4(greaterThanEqual(x, vec4(0.0)));
  bvec4 isNaN = isnan(x);

  result.r = isNaN.r ? x.r : result.r;
  result.g = isNaN.g ? x.g : result.g;
  result.b = isNaN.b ? x.b : result.b;
  result.a = isNaN.a ? x.a : result.a;

  return result;
`,ph=`
  vec4 result = min(x, vec4(6.)) * vec4(greaterThanEqual(x, vec4(0.0)));
  bvec4 isNaN = isnan(x);

  result.r = isNaN.r ? x.r : result.r;
  result.g = isNaN.g ? x.g : result.g;
  result.b = isNaN.b ? x.b : result.b;
  result.a = isNaN.a ? x.a : result.a;

  return result;
`,fh="return 1.0 / (1.0 + exp(-1.0 * x));",Te=class{constructor(e,t){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0,this.outputShape=e,this.enableShapeUniforms=H(this.outputShape.length),this.userCode=`
      vec4 unaryOperation(vec4 x) {
        ${t}
      }

      void main() {
        vec4 x = getAAtOutCoords();
        vec4 y = unaryOperation(x);

        setOutput(y);
      }
    `}};var es=class{constructor(e){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!1,this.outputShape=e,this.enableShapeUniforms=H(this.outputShape.length);let t=e.length,o=te("rc",t),n=M(t),s=Qm(t,o),i=o.slice(-2),a=t<=1?"rc":`vec2(${i.join(",")})`;this.userCode=`
      void main() {
        ${n} rc = getOutputCoords();
        vec4 packedInput = getA(${s});

        setOutput(getChannel(packedInput, ${a}));
      }
    `}};var GS=it.whereImpl,zS=1e-7,HS=1e-4,ts={};function KS(r){return r in ts||(ts[r]={}),ts[r]}var qS=S().getNumber("CPU_HANDOFF_SIZE_THRESHOLD"),XS=600;function jS(){return S().global.screen==null?1024:S().global.screen.height*S().global.screen.width*window.devicePixelRatio*XS/1024/1024}var So=class r extends _t{nextDataId(){return r.nextDataId++}constructor(e){if(super(),this.pendingRead=new WeakMap,this.pendingDisposal=new WeakSet,this.dataRefCount=new WeakMap,this.numBytesInGPU=0,this.uploadWaitMs=0,this.downloadWaitMs=0,this.lastGlFlushTime=0,this.warnedAboutMemory=!1,this.pendingDeletes=0,this.disposed=!1,!S().getBool("HAS_WEBGL"))throw new Error("WebGL is not supported on this device");let t;if(e!=null){if(e instanceof Lr)t=e;else{let o=Oe(S().getNumber("WEBGL_VERSION"),e);t=new Lr(o)}this.binaryCache={},this.gpgpuCreatedLocally=!1}else{let o=Oe(S().getNumber("WEBGL_VERSION"));t=new Lr(o),this.binaryCache=KS(S().getNumber("WEBGL_VERSION")),this.gpgpuCreatedLocally=!0}this.gpgpu=t,this.canvas=this.gpgpu.gl.canvas,this.textureManager=new Jn(this.gpgpu),this.numMBBeforeWarning=jS(),this.texData=new jr(this,ft())}numDataIds(){return this.texData.numDataIds()-this.pendingDeletes}writeTexture(e,t,o,n,s,i){let a=this.makeTensorInfo(t,o),l=this.texData.get(a.dataId);l.isPacked=!1,l.texture={texture:e,texShape:[n,s]},l.texShape=[n,s];let c=go(t),u=new xo(c,!1,i),p=this.runWebGLProgram(u,[a],o,[[n,s]]);return p.shape=t,l.texture=null,this.disposeIntermediateTensorInfo(a),p.dataId}write(e,t,o){if((S().getBool("WEBGL_CHECK_NUMERICAL_PROBLEMS")||S().getBool("DEBUG"))&&this.checkNumericalProblems(e),o==="complex64"&&e!=null)throw new Error("Cannot write to a complex64 dtype. Please use tf.complex(real, imag).");let n={id:this.nextDataId()};return this.texData.set(n,{shape:t,dtype:o,values:e,usage:pe.UPLOAD,refCount:1}),n}refCount(e){return this.texData.has(e)?this.texData.get(e).refCount:0}incRef(e){let t=this.texData.get(e);t.refCount++}decRef(e){if(this.texData.has(e)){let t=this.texData.get(e);t.refCount--}}move(e,t,o,n,s){if(S().getBool("DEBUG")&&this.checkNumericalProblems(t),n==="complex64")throw new Error("Cannot write to a complex64 dtype. Please use tf.complex(real, imag).");this.texData.set(e,{shape:o,dtype:n,values:t,usage:pe.UPLOAD,refCount:s})}disposeIntermediateTensorInfo(e){this.disposeData(e.dataId)}readSync(e){let t=this.texData.get(e),{values:o,dtype:n,complexTensorInfos:s,slice:i,shape:a,isPacked:l}=t;if(i!=null){let f;l?f=new Te(a,ct):f=new ce(a,ct);let d=this.runWebGLProgram(f,[{dataId:e,shape:a,dtype:n}],n),m=this.readSync(d.dataId);return this.disposeIntermediateTensorInfo(d),m}if(o!=null)return this.convertAndCacheOnCPU(e);if(n==="string")return o;let c=this.activeTimers!=null,u;c&&(u=C.now());let p;if(n==="complex64"){let f=this.readSync(s.real.dataId),d=this.readSync(s.imag.dataId);p=y.mergeRealAndImagArrays(f,d)}else p=this.getValuesFromTexture(e);return c&&(this.downloadWaitMs+=C.now()-u),this.convertAndCacheOnCPU(e,p)}async read(e){if(this.pendingRead.has(e)){let m=this.pendingRead.get(e);return new Promise(x=>m.push(x))}let t=this.texData.get(e),{values:o,shape:n,slice:s,dtype:i,complexTensorInfos:a,isPacked:l}=t;if(s!=null){let m;l?m=new Te(n,ct):m=new ce(n,ct);let x=this.runWebGLProgram(m,[{dataId:e,shape:n,dtype:i}],i),g=this.read(x.dataId);return this.disposeIntermediateTensorInfo(x),g}if(o!=null)return this.convertAndCacheOnCPU(e);if(S().getBool("DEBUG")&&!S().getBool("WEBGL_DOWNLOAD_FLOAT_ENABLED")&&S().getNumber("WEBGL_VERSION")===2)throw new Error("tensor.data() with WEBGL_DOWNLOAD_FLOAT_ENABLED=false and WEBGL_VERSION=2 not yet supported.");let c=null,u;if(i!=="complex64"&&S().get("WEBGL_BUFFER_SUPPORTED")){u=this.decode(e);let m=this.texData.get(u.dataId);c=this.gpgpu.createBufferFromTexture(m.texture.texture,...po(n))}this.pendingRead.set(e,[]),i!=="complex64"&&await this.gpgpu.createAndWaitForFence();let p;if(i==="complex64"){let m=await Promise.all([this.read(a.real.dataId),this.read(a.imag.dataId)]),x=m[0],g=m[1];p=y.mergeRealAndImagArrays(x,g)}else if(c==null)p=this.getValuesFromTexture(e);else{let m=C.sizeFromShape(n);p=this.gpgpu.downloadFloat32MatrixFromBuffer(c,m)}if(u!=null&&this.disposeIntermediateTensorInfo(u),c!=null){let m=this.gpgpu.gl;A(m,()=>m.deleteBuffer(c))}let f=this.convertAndCacheOnCPU(e,p),d=this.pendingRead.get(e);return this.pendingRead.delete(e),d.forEach(m=>m(f)),this.pendingDisposal.has(e)&&(this.pendingDisposal.delete(e),this.disposeData(e)&&ft().removeDataId(e,this),this.pendingDeletes--),f}readToGPU(e,t={}){let o=this.texData.get(e),{values:n,shape:s,slice:i,dtype:a,isPacked:l,texture:c}=o;if(a==="complex64")throw new Error("Does not support reading texture for complex64 dtype.");if(i!=null){let d;l?d=new Te(s,ct):d=new ce(s,ct);let m=this.runWebGLProgram(d,[{dataId:e,shape:s,dtype:a}],a),x=this.readToGPU(m,t);return this.disposeIntermediateTensorInfo(m),x}if(c==null)throw n!=null?new Error("Data is not on GPU but on CPU."):new Error("There is no data on GPU or CPU.");let u=this.decode(e,t.customTexShape),p=ft().makeTensorFromTensorInfo(u),f=this.texData.get(u.dataId);return Object.assign({tensorRef:p},f.texture)}bufferSync(e){let t=this.readSync(e.dataId);if(e.dtype==="string")try{let o=t.map(n=>C.decodeString(n));return K(e.shape,e.dtype,o)}catch{throw new Error("Failed to decode encoded string bytes into utf-8")}return K(e.shape,e.dtype,t)}checkNumericalProblems(e){if(e!=null)for(let t=0;t<e.length;t++){let o=e[t];if(!Df(o))throw S().getBool("WEBGL_RENDER_FLOAT32_CAPABLE")?Error(`The value ${o} cannot be represented with your current settings. Consider enabling float32 rendering: 'tf.env().set('WEBGL_RENDER_FLOAT32_ENABLED', true);'`):Error(`The value ${o} cannot be represented on this device.`)}}getValuesFromTexture(e){let{shape:t,dtype:o,isPacked:n}=this.texData.get(e),s=C.sizeFromShape(t);if(S().getBool("WEBGL_DOWNLOAD_FLOAT_ENABLED")){let f=this.decode(e),d=this.texData.get(f.dataId),m=this.gpgpu.downloadMatrixFromPackedTexture(d.texture.texture,...po(t)).subarray(0,s);return this.disposeIntermediateTensorInfo(f),m}let i=S().getBool("WEBGL_PACK")&&n===!0,a=i?go(t):t,l=i?new zn(a):new Gn(a),c=this.runWebGLProgram(l,[{shape:a,dtype:o,dataId:e}],"float32"),u=this.texData.get(c.dataId),p=this.gpgpu.downloadByteEncodedFloatMatrixFromOutputTexture(u.texture.texture,u.texShape[0],u.texShape[1]).subarray(0,s);return this.disposeIntermediateTensorInfo(c),p}timerAvailable(){return S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_RELIABLE")>0}time(e){let t=this.activeTimers,o=[],n=!1;this.programTimersStack==null?(this.programTimersStack=o,n=!0):this.activeTimers.push(o),this.activeTimers=o,e();let s=C.flatten(this.activeTimers.map(l=>l.query)).filter(l=>l!=null),i=C.flatten(this.activeTimers.map(l=>l.name)).filter(l=>l!=null);this.activeTimers=t,n&&(this.programTimersStack=null);let a={uploadWaitMs:this.uploadWaitMs,downloadWaitMs:this.downloadWaitMs,kernelMs:null,wallMs:null};return(async()=>{if(S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_RELIABLE")>0){let l=await Promise.all(s);a.kernelMs=C.sum(l),a.getExtraProfileInfo=()=>l.map((c,u)=>({name:i[u],ms:c})).map(c=>`${c.name}: ${c.ms}`).join(", ")}else a.kernelMs={error:"WebGL query timers are not supported in this environment."};return this.uploadWaitMs=0,this.downloadWaitMs=0,a})()}memory(){return{unreliable:!1,numBytesInGPU:this.numBytesInGPU,numBytesInGPUAllocated:this.textureManager.numBytesAllocated,numBytesInGPUFree:this.textureManager.numBytesFree}}startTimer(){return S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_RELIABLE")>0?this.gpgpu.beginQuery():{startMs:C.now(),endMs:null}}endTimer(e){return S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_RELIABLE")>0?(this.gpgpu.endQuery(),e):(e.endMs=C.now(),e)}async getQueryTime(e){if(S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_RELIABLE")>0)return this.gpgpu.waitForQueryAndGetTime(e);let t=e;return t.endMs-t.startMs}disposeData(e,t=!1){if(this.pendingDisposal.has(e))return!1;if(!this.texData.has(e))return!0;if(t?this.texData.get(e).refCount=0:this.texData.get(e).refCount--,!t&&this.texData.get(e).refCount>0)return!1;if(this.pendingRead.has(e))return this.pendingDisposal.add(e),this.pendingDeletes++,!1;this.releaseGPUData(e);let{complexTensorInfos:o}=this.texData.get(e);return o!=null&&(this.disposeData(o.real.dataId,t),this.disposeData(o.imag.dataId,t)),this.texData.delete(e),!0}releaseGPUData(e){let{texture:t,dtype:o,texShape:n,usage:s,isPacked:i,slice:a}=this.texData.get(e),l=a&&a.origDataId||e,c=this.dataRefCount.get(l);c>1?this.dataRefCount.set(l,c-1):(this.dataRefCount.delete(l),t!=null&&(this.numBytesInGPU-=this.computeBytes(n,o),this.textureManager.releaseTexture(t,n,s,i)));let u=this.texData.get(e);u.texture=null,u.texShape=null,u.isPacked=!1,u.slice=null}getTexture(e){return this.uploadToGPU(e),this.texData.get(e).texture.texture}getDataInfo(e){return this.texData.get(e)}shouldExecuteOnCPU(e,t=qS){return S().getBool("WEBGL_CPU_FORWARD")&&e.every(o=>this.texData.get(o.dataId).texture==null&&C.sizeFromShape(o.shape)<t)}getGPGPUContext(){return this.gpgpu}where(e){y.warn("tf.where() in webgl locks the UI thread. Call tf.whereAsync() instead");let t=e.dataSync();return GS(e.shape,t)}packedUnaryOp(e,t,o){let n=new Te(e.shape,t),s=this.compileAndRun(n,[e],o);return ft().makeTensorFromTensorInfo(s)}abs(e){if(this.shouldExecuteOnCPU([e])&&e.dtype!=="complex64"){let n=Yn(this.texData.get(e.dataId).values);return this.makeOutput(e.shape,e.dtype,n)}if(S().getBool("WEBGL_PACK_UNARY_OPERATIONS"))return this.packedUnaryOp(e,ul,e.dtype);let t=new ce(e.shape,ul),o=this.compileAndRun(t,[e]);return ft().makeTensorFromTensorInfo(o)}makeTensorInfo(e,t,o){let n;if(t==="string"&&o!=null&&o.length>0&&C.isString(o[0])){let s=o.map(i=>C.encodeString(i));n=this.write(s,e,t)}else n=this.write(o,e,t);return this.texData.get(n).usage=null,{dataId:n,shape:e,dtype:t}}makeOutput(e,t,o){return ft().makeTensorFromTensorInfo(this.makeTensorInfo(e,t,o),this)}unpackTensor(e){let t=new es(e.shape);return this.runWebGLProgram(t,[e],e.dtype)}packTensor(e){let t=new Qn(e.shape);return this.runWebGLProgram(t,[e],e.dtype,null,!0)}packedReshape(e,t){let o=[Rt(e.shape),...Nt(e.shape)],n={dtype:e.dtype,shape:o,dataId:e.dataId},s=[Rt(t),...Nt(t)],i=new Ur(s,o),a=!0,l=[o],c=this.runWebGLProgram(i,[n],e.dtype,l,a);return{dataId:c.dataId,shape:t,dtype:c.dtype}}decode(e,t){let o=this.texData.get(e),{isPacked:n,shape:s,dtype:i}=o;if(t!=null){let f=C.sizeFromShape(s),d=t[0]*t[1]*4;C.assert(f<=d,()=>"customTexShape is too small. Row * Column * 4 should be equal or larger than the size of the tensor data.")}let a=go(s),l;n?l=new Wn(a):l=new Vn(a);let c=!0,u=[t??po(a)],p=this.runWebGLProgram(l,[{shape:a,dtype:i,dataId:e}],i,u,c,t);return{dtype:i,shape:s,dataId:p.dataId}}runWebGLProgram(e,t,o,n,s=!1,i){let a=this.makeTensorInfo(e.outputShape,o),l=this.texData.get(a.dataId);if(e.packedOutput&&(l.isPacked=!0),e.outPackingScheme===Et.DENSE){let h=i??po(e.outputShape);l.texShape=h.map(b=>b*2)}if(e.outTexUsage!=null&&(l.usage=e.outTexUsage),C.sizeFromShape(a.shape)===0)return l.values=C.getTypedArrayFromDType(a.dtype,0),a;let c=[],u=t.map(h=>{if(h.dtype==="complex64")throw new Error("GPGPUProgram does not support complex64 input. For complex64 dtypes, please separate the program into real and imaginary parts.");let b=this.texData.get(h.dataId);if(b.texture==null){if(!e.packedInputs&&C.sizeFromShape(h.shape)<=S().getNumber("WEBGL_SIZE_UPLOAD_UNIFORM"))return{shape:h.shape,texData:null,isUniform:!0,uniformValues:b.values};e.packedInputs&&(b.isPacked=!0,b.shape=h.shape)}if(this.uploadToGPU(h.dataId),!!b.isPacked!=!!e.packedInputs)h=b.isPacked?this.unpackTensor(h):this.packTensor(h),c.push(h),b=this.texData.get(h.dataId);else if(b.isPacked&&!Yt(b.shape,h.shape)){let w=h,v=h.shape;h.shape=b.shape,h=this.packedReshape(h,v),c.push(h),b=this.texData.get(h.dataId),w.shape=v}return{shape:h.shape,texData:b,isUniform:!1}});this.uploadToGPU(a.dataId);let p={shape:a.shape,texData:l,isUniform:!1},f=ld(e,u,p),d=this.getAndSaveBinary(f,()=>id(this.gpgpu,e,u,p)),m=this.activeTimers!=null,x;m&&(x=this.startTimer()),S().get("ENGINE_COMPILE_ONLY")||ad(this.gpgpu,d,u,p,n),c.forEach(h=>this.disposeIntermediateTensorInfo(h)),m&&(x=this.endTimer(x),this.activeTimers.push({name:e.constructor.name,query:this.getQueryTime(x)}));let g=S().getNumber("WEBGL_FLUSH_THRESHOLD");if(g>0){let h=C.now();h-this.lastGlFlushTime>g&&(this.gpgpu.gl.flush(),this.lastGlFlushTime=h)}if(!S().getBool("WEBGL_LAZILY_UNPACK")&&l.isPacked&&s===!1){let h=this.unpackTensor(a);return this.disposeIntermediateTensorInfo(a),h}return a}compileAndRun(e,t,o,n,s=!1){return o=o||t[0].dtype,this.runWebGLProgram(e,t,o,n,s)}getAndSaveBinary(e,t){return e in this.binaryCache||(this.binaryCache[e]=t()),this.binaryCache[e]}getTextureManager(){return this.textureManager}dispose(){this.disposed||(S().getBool("IS_TEST")||Object.keys(this.binaryCache).forEach(t=>{this.gpgpu.deleteProgram(this.binaryCache[t].webGLProgram),delete this.binaryCache[t]}),this.textureManager.dispose(),this.canvas!=null&&typeof HTMLCanvasElement<"u"&&this.canvas instanceof HTMLCanvasElement?this.canvas.remove():this.canvas=null,this.gpgpuCreatedLocally&&(this.gpgpu.program=null,this.gpgpu.dispose()),this.disposed=!0)}floatPrecision(){return this.floatPrecisionValue==null&&(this.floatPrecisionValue=q(()=>{if(!S().get("WEBGL_RENDER_FLOAT32_ENABLED")){let e=S().getBool("DEBUG");S().set("DEBUG",!1);let t=this.abs(we(1e-8)).dataSync()[0];if(S().set("DEBUG",e),t>0)return 32}return 16})),this.floatPrecisionValue}epsilon(){return this.floatPrecision()===32?zS:HS}uploadToGPU(e){let t=this.texData.get(e),{shape:o,dtype:n,values:s,texture:i,usage:a,isPacked:l}=t;if(i!=null)return;let c=this.activeTimers!=null,u;c&&(u=C.now());let p=t.texShape;if(p==null&&(p=qf(o,l),t.texShape=p),s!=null){let f=go(o),d,m=p[1],x=p[0],g=s instanceof Uint8Array||s instanceof Uint8ClampedArray;(l||!g)&&([m,x]=at(p[0],p[1])),l?d=new Hn(f,g):d=new xo(f,g);let h=g?[x,m]:p,b=this.makeTensorInfo(h,n),w=this.texData.get(b.dataId);g?w.usage=pe.PIXELS:w.usage=pe.UPLOAD,w.texShape=h,this.gpgpu.uploadDenseMatrixToTexture(this.getTexture(b.dataId),m,x,s);let v=[[x,m]],N=this.runWebGLProgram(d,[b],n,v,!0),R=this.texData.get(N.dataId);t.texShape=R.texShape,t.isPacked=R.isPacked,t.usage=R.usage,S().get("ENGINE_COMPILE_ONLY")?this.disposeData(N.dataId):(t.texture=R.texture,t.values=null,this.texData.delete(N.dataId)),this.disposeIntermediateTensorInfo(b),c&&(this.uploadWaitMs+=C.now()-u)}else{let f=this.acquireTexture(p,a,n,l);t.texture=f}}convertAndCacheOnCPU(e,t){let o=this.texData.get(e),{dtype:n}=o;return t!=null&&(o.values=YS(t,n)),o.values}acquireTexture(e,t,o,n){if(this.numBytesInGPU+=this.computeBytes(e,o),!this.warnedAboutMemory&&this.numBytesInGPU>this.numMBBeforeWarning*1024*1024){let s=(this.numBytesInGPU/1024/1024).toFixed(2);this.warnedAboutMemory=!0,console.warn(`High memory usage in GPU: ${s} MB, most likely due to a memory leak`)}return this.textureManager.acquireTexture(e,t,n)}computeBytes(e,t){return e[0]*e[1]*C.bytesPerElement(t)}checkCompileCompletion(){for(let[,e]of Object.entries(this.binaryCache))this.checkCompletion_(e)}async checkCompileCompletionAsync(){let e=[];if(this.gpgpu.parallelCompilationExtension){for(let[,t]of Object.entries(this.binaryCache))e.push(this.checkCompletionAsync_(t));return Promise.all(e)}else{for(let[,t]of Object.entries(this.binaryCache)){let o=new Promise(n=>{try{this.checkCompletion_(t),n(!0)}catch(s){throw s}});e.push(o)}return Promise.all(e)}}async checkCompletionAsync_(e){return this.gpgpu.gl.getProgramParameter(e.webGLProgram,this.gpgpu.parallelCompilationExtension.COMPLETION_STATUS_KHR)?this.checkCompletion_(e):(await ba(),this.checkCompletionAsync_(e))}checkCompletion_(e){if(this.gpgpu.gl.getProgramParameter(e.webGLProgram,this.gpgpu.gl.LINK_STATUS)===!1)throw console.log(this.gpgpu.gl.getProgramInfoLog(e.webGLProgram)),this.gpgpu.gl.getShaderParameter(e.fragmentShader,this.gpgpu.gl.COMPILE_STATUS)===!1?($a(e.source,this.gpgpu.gl.getShaderInfoLog(e.fragmentShader)),new Error("Failed to compile fragment shader.")):new Error("Failed to link vertex and fragment shaders.");return!0}getUniformLocations(){for(let e of Object.values(this.binaryCache)){this.gpgpu.buildVao(e.webGLProgram);let{variablesLocations:t,customUniformLocations:o,infLoc:n,nanLoc:s,outShapeLocation:i,outShapeStridesLocation:a,outTexShapeLocation:l}=ka(this.gpgpu,e.program,e.webGLProgram);e.variablesLocations=t,e.customUniformLocations=o,e.infLoc=n,e.nanLoc=s,e.outShapeLocation=i,e.outShapeStridesLocation=a,e.outTexShapeLocation=l}}createTensorFromGPUData(e,t,o){e.channels=e.channels||"RGBA";let{texture:n,height:s,width:i,channels:a}=e,l=ft().backend;if(!l.gpgpu.gl.isTexture(n))throw new Error("The texture is invalid. Also, please make sure the texture and the TFJS WebGL backend are using the same canvas. If you want to use your own custom canvas, you have to create and use the custom TFJS WebGL backend created from the canvas through 'new tf.MathBackendWebGL(customCanvas)'.");let c=l.writeTexture(n,t,o,s,i,a);return ft().makeTensorFromDataId(c,t,o,l)}};So.nextDataId=0;function YS(r,e){if(e==="float32"||e==="complex64")return r;if(e==="int32"||e==="bool"){let t=e==="int32"?new Int32Array(r.length):new Uint8Array(r.length);for(let o=0;o<t.length;++o)t[o]=Math.round(r[o]);return t}else throw new Error(`Unknown dtype ${e}`)}Tt.isBrowser()&&Ip("webgl",()=>new So,2);var Vr=`
  if (isnan(a)) return a;
  if (isnan(b)) return b;
`;var $e=class{constructor(e,t,o){this.variableNames=["A","B"],this.outputShape=y.assertAndGetBroadcastShape(t,o),this.enableShapeUniforms=H(this.outputShape.length),this.userCode=`
      float binaryOperation(float a, float b) {
        ${e}
      }

      void main() {
        float a = getAAtOutCoords();
        float b = getBAtOutCoords();
        setOutput(binaryOperation(a, b));
      }
    `}};var Le=`
  result.r = isNaN.r ? NAN : result.r;
  result.g = isNaN.g ? NAN : result.g;
  result.b = isNaN.b ? NAN : result.b;
  result.a = isNaN.a ? NAN : result.a;
`;var Pe=class{constructor(e,t,o,n=!1){this.variableNames=["A","B"],this.supportsBroadcasting=!0,this.packedInputs=!0,this.packedOutput=!0,this.outputShape=y.assertAndGetBroadcastShape(t,o);let s=this.outputShape.length;this.enableShapeUniforms=H(s);let i="";if(n)if(s===0||C.sizeFromShape(this.outputShape)===1)i=`
          result.y = 0.;
          result.z = 0.;
          result.w = 0.;
        `;else if(i=`
          ${M(s)} coords = getOutputCoords();
        `,s===1)this.enableShapeUniforms?i+=`
            result.y = (coords + 1) >= outShape ? 0. : result.y;
            result.z = 0.;
            result.w = 0.;
          `:i+=`
            result.y = (coords + 1) >= ${this.outputShape[0]} ? 0. : result.y;
            result.z = 0.;
            result.w = 0.;
          `;else{let l=te("coords",s);this.enableShapeUniforms?i+=`
            bool nextRowOutOfBounds =
              (${l[s-2]} + 1) >= outShape[${s} - 2];
            bool nextColOutOfBounds =
              (${l[s-1]} + 1) >= outShape[${s} - 1];
            result.y = nextColOutOfBounds ? 0. : result.y;
            result.z = nextRowOutOfBounds ? 0. : result.z;
            result.w = nextColOutOfBounds || nextRowOutOfBounds ? 0. : result.w;
          `:i+=`
            bool nextRowOutOfBounds =
              (${l[s-2]} + 1) >= ${this.outputShape[s-2]};
            bool nextColOutOfBounds =
              (${l[s-1]} + 1) >= ${this.outputShape[s-1]};
            result.y = nextColOutOfBounds ? 0. : result.y;
            result.z = nextRowOutOfBounds ? 0. : result.z;
            result.w = nextColOutOfBounds || nextRowOutOfBounds ? 0. : result.w;
          `}this.userCode=`
      vec4 binaryOperation(vec4 a, vec4 b) {
        ${e}
      }

      void main() {
        vec4 a = getAAtOutCoords();
        vec4 b = getBAtOutCoords();

        vec4 result = binaryOperation(a, b);
        ${i}

        setOutput(result);
      }
    `}};function re(r){let{inputs:e,backend:t}=r,{x:o}=e;return t.incRef(o.dataId),{dataId:o.dataId,shape:o.shape,dtype:o.dtype}}var dh={kernelName:Mt,backendName:"webgl",kernelFunc:re};function Ee(r){let{inputs:e,backend:t}=r,{real:o,imag:n}=e,s=t.makeTensorInfo(o.shape,"complex64"),i=t.texData.get(s.dataId),a=re({inputs:{x:o},backend:t}),l=re({inputs:{x:n},backend:t});return i.complexTensorInfos={real:a,imag:l},s}var mh={kernelName:Jr,backendName:"webgl",kernelFunc:Ee};var pl="return (a < 0.) ? b * a : a;",fl=`
  vec4 aLessThanZero = vec4(lessThan(a, vec4(0.)));
  return (aLessThanZero * (b * a)) + ((vec4(1.0) - aLessThanZero) * a);
`;function ZS(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{alpha:s}=o,i=t.makeTensorInfo([],"float32",C.createScalarValue(s,"float32")),a=S().getBool("WEBGL_PACK_BINARY_OPERATIONS")?new Pe(fl,n.shape,i.shape):new $e(pl,n.shape,i.shape),l=t.runWebGLProgram(a,[n,i],"float32");return t.disposeIntermediateTensorInfo(i),l}var hh={kernelName:zo,backendName:"webgl",kernelFunc:ZS};var dl="return (a < 0.) ? b * a : a;",ml=`
  vec4 aLessThanZero = vec4(lessThan(a, vec4(0.)));
  return (aLessThanZero * (b * a)) + ((vec4(1.0) - aLessThanZero) * a);
`;function QS(r){let{inputs:e,backend:t}=r,{x:o,alpha:n}=e,s=S().getBool("WEBGL_PACK_BINARY_OPERATIONS")?new Pe(ml,o.shape,n.shape):new $e(dl,o.shape,n.shape);return t.runWebGLProgram(s,[o,n],"float32")}var gh={kernelName:jo,backendName:"webgl",kernelFunc:QS};var He="if (isnan(x)) return x;";function _({opSnippet:r,packedOpSnippet:e,cpuKernelImpl:t,dtype:o}){return({inputs:n,backend:s})=>{let{x:i}=n,a=s,l=o||i.dtype;if(a.shouldExecuteOnCPU([i])&&t!=null){let p=a.texData.get(i.dataId),f=t(p.values,l);return a.makeTensorInfo(i.shape,l,f)}let c=S().getBool("WEBGL_PACK_UNARY_OPERATIONS")&&e!=null,u;return c?u=new Te(i.shape,e):u=new ce(i.shape,r),a.runWebGLProgram(u,[i],l)}}function G({opSnippet:r,packedOpSnippet:e,checkOutOfBounds:t=!1,supportsComplex:o=!1,cpuKernelImpl:n,dtype:s}){return({inputs:i,backend:a})=>{let{a:l,b:c}=i,u=a;if(o&&l.dtype==="complex64"){let m=u.texData.get(l.dataId),x=u.texData.get(c.dataId),[g,h]=[[m.complexTensorInfos.real,x.complexTensorInfos.real],[m.complexTensorInfos.imag,x.complexTensorInfos.imag]].map(w=>{let[v,I]=w,N={dataId:v.dataId,dtype:v.dtype,shape:l.shape},R={dataId:I.dataId,dtype:I.dtype,shape:c.shape},E=new $e(r,l.shape,c.shape);return u.runWebGLProgram(E,[N,R],he(v.dtype,I.dtype))}),b=Ee({inputs:{real:g,imag:h},backend:u});return u.disposeIntermediateTensorInfo(g),u.disposeIntermediateTensorInfo(h),b}let p=s||he(l.dtype,c.dtype);if((l.dtype==="string"||c.dtype==="string"||u.shouldExecuteOnCPU([l,c]))&&n!=null){let m=u.texData.get(l.dataId).values,x=u.texData.get(c.dataId).values,g=l.dtype==="string"?y.fromUint8ToStringArray(m):m,h=l.dtype==="string"?y.fromUint8ToStringArray(x):x,[b,w]=n(l.shape,c.shape,g,h,p),v=u.makeTensorInfo(w,p),I=u.texData.get(v.dataId);return I.values=b,v}let f=S().getBool("WEBGL_PACK_BINARY_OPERATIONS")&&e!=null,d;return f?d=new Pe(e,l.shape,c.shape,t):d=new $e(r,l.shape,c.shape),u.runWebGLProgram(d,[l,c],p)}}function xt(r,e=!1){if(r==="linear")return e?lh:rh;if(r==="relu")return e?uh:nh;if(r==="elu")return e?ch:oh;if(r==="relu6")return e?ph:sh;if(r==="prelu")return e?ml:dl;if(r==="leakyrelu")return e?fl:pl;if(r==="sigmoid")return e?fh:ih;throw new Error(`Activation ${r} has not been implemented for the WebGL backend.`)}var Wr=class{constructor(e,t,o,n=!1,s=!1,i=!1,a=null,l=!1,c=!1){this.variableNames=["matrixA","matrixB"],this.packedInputs=!0,this.packedOutput=!0,this.outputShape=o,this.enableShapeUniforms=H(this.outputShape.length);let u=n?e[1]:e[2],p=Math.ceil(u/2),f=n?"i * 2, rc.y":"rc.y, i * 2",d=s?"rc.z, i * 2":"i * 2, rc.z",m=n?["a.xxyy","a.zzww"]:["a.xxzz","a.yyww"],x=s?["b.xzxz","b.ywyw"]:["b.xyxy","b.zwzw"],g="",h="";a&&(l?g=`vec4 activation(vec4 a) {
          vec4 b = getPreluActivationWeightsAtOutCoords();
          ${a}
        }`:c?g=`vec4 activation(vec4 a) {
          vec4 b = getLeakyreluAlphaAtOutCoords();
          ${a}
        }`:g=`vec4 activation(vec4 x) {
          ${a}
        }`,h="result = activation(result);");let b=i?"result += getBiasAtOutCoords();":"";i&&this.variableNames.push("bias"),l&&this.variableNames.push("preluActivationWeights"),c&&this.variableNames.push("leakyreluAlpha");let w="rc.x",v="rc.x";e[0]<t[0]?w=`imod(rc.x, ${e[0]})`:t[0]<e[0]&&(v=`imod(rc.x, ${t[0]})`),this.userCode=`
      ${g}
      // Don't use uniform for sharedDimensionPacked for performance.
      const float sharedDimension = ${p}.0;

      vec4 dot2x2ARowBCol(ivec3 rc) {
        vec4 result = vec4(0);
        int batchA = ${w};
        int batchB = ${v};
        for (int i = 0; i < ${p}; i++) {
          vec4 a = getMatrixA(batchA, ${f});
          vec4 b = getMatrixB(batchB, ${d});

          // These swizzled products need to be separately added.
          // See: https://github.com/tensorflow/tfjs/issues/1735
          result += (${m[0]} * ${x[0]});
          result += (${m[1]} * ${x[1]});
        }
        return result;
      }

      void main() {
        ivec3 rc = getOutputCoords();
        vec4 result = dot2x2ARowBCol(rc);

        ${b}

        ${h}

        setOutput(result);
      }
    `}};var hl={REAL:"return areal * breal - aimag * bimag;",IMAG:"return areal * bimag + aimag * breal;"},vo=class{constructor(e,t,o){this.variableNames=["AReal","AImag","BReal","BImag"],this.outputShape=y.assertAndGetBroadcastShape(t,o),this.userCode=`
      float binaryOpComplex(
          float areal, float aimag, float breal, float bimag) {
        ${e}
      }

      void main() {
        float areal = getARealAtOutCoords();
        float aimag = getAImagAtOutCoords();
        float breal = getBRealAtOutCoords();
        float bimag = getBImagAtOutCoords();
        setOutput(binaryOpComplex(areal, aimag, breal, bimag));
      }
    `}};var xh="return a * b;";function Io(r){let{inputs:e,backend:t}=r,{a:o,b:n}=e,s=y.upcastType(o.dtype,n.dtype);if(o.dtype==="complex64"){let a=t.texData.get(o.dataId),l=t.texData.get(n.dataId),c=new vo(hl.REAL,o.shape,n.shape),u=new vo(hl.IMAG,o.shape,n.shape),p=[{dataId:a.complexTensorInfos.real.dataId,dtype:a.complexTensorInfos.real.dtype,shape:o.shape},{dataId:a.complexTensorInfos.imag.dataId,dtype:a.complexTensorInfos.imag.dtype,shape:o.shape},{dataId:l.complexTensorInfos.real.dataId,dtype:l.complexTensorInfos.real.dtype,shape:n.shape},{dataId:l.complexTensorInfos.imag.dataId,dtype:l.complexTensorInfos.imag.dtype,shape:n.shape}],f=t.runWebGLProgram(c,p,"float32"),d=t.runWebGLProgram(u,p,"float32"),m=Ee({inputs:{real:f,imag:d},backend:t});return t.disposeIntermediateTensorInfo(f),t.disposeIntermediateTensorInfo(d),m}if(t.shouldExecuteOnCPU([o,n])){let a=t.texData.get(o.dataId),l=t.texData.get(n.dataId),[c,u]=Rm(o.shape,n.shape,a.values,l.values,s),p=t.makeTensorInfo(u,s),f=t.texData.get(p.dataId);return f.values=c,p}let i;return S().getBool("WEBGL_PACK_BINARY_OPERATIONS")?i=new Pe(xh,o.shape,n.shape):i=new $e(xh,o.shape,n.shape),t.runWebGLProgram(i,[o,n],s)}var Ch={kernelName:gr,backendName:"webgl",kernelFunc:Io};function bh(r,e,t){let o=[Rt(r.shape),...Nt(r.shape)],n={dtype:r.dtype,shape:o,dataId:r.dataId},s=[Rt(e),...Nt(e)],i=new Ur(s,o),a=!0,l=[o],c=t.runWebGLProgram(i,[n],r.dtype,l,a);return{dataId:c.dataId,shape:e,dtype:c.dtype}}function T(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{shape:s}=o,i=t,a=C.sizeFromShape(n.shape),l=C.inferFromImplicitShape(s,a),c=C.sizeFromShape(l);C.assert(a===c,()=>`The new shape (${l}) has ${c} elements and the old shape (${n.shape}) has ${a} elements. The new shape and old shape must have the same number of elements.`);let u=i.texData.get(n.dataId);return u.isPacked&&!Yt(n.shape,l)&&!(u.texture!==null&&Yt(u.shape,l))?bh(n,l,i):(i.incRef(n.dataId),{dataId:n.dataId,shape:l,dtype:n.dtype})}var yh={kernelName:Zo,backendName:"webgl",kernelFunc:T};var To=class{constructor(e,t){this.variableNames=["x"];let{windowSize:o,batchSize:n,inSize:s,outSize:i}=e;this.outputShape=[n,i];let a=Math.floor(o/4)*4,l=o%4,c="sumValue += dot(values, ones);";if(t!=null){let p=1/t;c=`sumValue += dot(values * ${C.isInt(p)?p.toPrecision(2):p}, ones);`}let u="";s%o>0&&(u=`
        if (inIdx < 0 || inIdx >= ${s}) {
          return 0.0;
        }
      `),this.userCode=`
      const vec4 ones = vec4(1.0, 1.0, 1.0, 1.0);

      float getValue(int batch, int inIdx) {
        ${u}
        return getX(batch, inIdx);
      }

      void main() {
        ivec2 coords = getOutputCoords();
        int batch = coords[0];
        int outIdx = coords[1];
        int inOffset = outIdx * ${o};

        float sumValue = 0.0;

        for (int i = 0; i < ${a}; i += 4) {
          int inIdx = inOffset + i;
          vec4 values = vec4(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            getValue(batch, inIdx + 2),
            getValue(batch, inIdx + 3)
          );

          ${c}
        }

        int inIdx = inOffset + ${a};
        if (${l===1}) {
          vec4 values = vec4(getValue(batch, inIdx), 0.0, 0.0, 0.0);

          ${c}
        } else if (${l===2}) {
          vec4 values = vec4(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1), 0.0, 0.0);

          ${c}
        } else if (${l===3}) {
          vec4 values = vec4(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            getValue(batch, inIdx + 2), 0.0);

          ${c}
        }
        setOutput(sumValue);
      }
    `}};var rs=class{constructor(e,t){this.variableNames=["x"];let{windowSize:o,batchSize:n,inSize:s,outSize:i}=e;this.outputShape=[n,i];let a="0.0",l="";t==="prod"?a="1.0":t==="min"?(a="1.0 / 1e-20",l="min"):t==="max"&&(a="-1.0 / 1e-20",l="max");let c=`${t}(${t}(${t}(minMaxValue[0], minMaxValue[1]), minMaxValue[2]), minMaxValue[3])`;t==="sum"?c="sumValue":t==="prod"?c="prodValue":t==="all"?c="allValue":t==="any"&&(c="anyValue");let u=Math.floor(o/4)*4,p=o%4,f=`
      if (${t==="sum"}) {
        sumValue += dot(values, ones);
      } else if (${t==="prod"}) {
        vec2 tmp = vec2(values[0], values[1]) * vec2(values[2], values[3]);
        prodValue *= tmp[0] * tmp[1];
      } else {
        minMaxValue = ${l}(values, minMaxValue);
        if (${t==="min"} || ${t==="max"}) {
          minMaxValue = ${l}(values, minMaxValue);
          bvec4 isNaN = isnan(values);
          if (isNaN.r || isNaN.g || isNaN.b || isNaN.a) {
            minMaxValue = vec4(NAN);
          }
        }
      }
    `,d="vec4";t==="all"?(a="1.0",f=`
        bool reducedAllValue = all(values);
        float floatedReducedAllValue = float(reducedAllValue);
        allValue = float(allValue >= 1.0 && floatedReducedAllValue >= 1.0);
      `,d="bvec4"):t==="any"&&(a="0.0",f=`
        bool reducedAnyValue = any(values);
        float floatedReducedAnyValue = float(reducedAnyValue);
        anyValue = float(anyValue >= 1.0 || floatedReducedAnyValue >= 1.0);
      `,d="bvec4");let m="";s%o>0&&(m=`
        if (inIdx < 0 || inIdx >= ${s}) {
          return initializationValue;
        }
      `),this.userCode=`
      const float initializationValue = ${a};
      const vec4 ones = vec4(1.0, 1.0, 1.0, 1.0);

      float getValue(int batch, int inIdx) {
        ${m}
        return getX(batch, inIdx);
      }

      void main() {
        ivec2 coords = getOutputCoords();
        int batch = coords[0];
        int outIdx = coords[1];
        int inOffset = outIdx * ${o};

        vec4 minMaxValue = vec4(${a});
        float prodValue = 1.0;
        float sumValue = 0.0;
        float allValue = 1.0;
        float anyValue = 0.0;

        for (int i = 0; i < ${u}; i += 4) {
          int inIdx = inOffset + i;
          ${d} values = ${d}(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            getValue(batch, inIdx + 2),
            getValue(batch, inIdx + 3)
          );

          ${f}
        }

        int inIdx = inOffset + ${u};
        if (${p===1}) {
          ${d} values = ${d}(
            getValue(batch, inIdx),
            initializationValue,
            initializationValue,
            initializationValue
          );

          ${f}
        } else if (${p===2}) {
          ${d} values = ${d}(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            initializationValue,
            initializationValue
          );

          ${f}
        } else if (${p===3}) {
          ${d} values = ${d}(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            getValue(batch, inIdx + 2),
            initializationValue
          );

          ${f}
        }
        setOutput(${c});
      }
    `}};function ev(r){let e=[];for(;e.length===0||e[e.length-1].outSize!==1;){let t=e.length?e[e.length-1].outSize:r[1],o=y.computeOptimalWindowSize(t);e.push({inSize:t,windowSize:o,outSize:Math.ceil(t/o)})}return e}function Me(r,e,t,o){let n=ev(r.shape),s=r;for(let i=0;i<n.length;i++){let{inSize:a,windowSize:l,outSize:c}=n[i],u,p;t==="mean"?u=i===0?new To({windowSize:l,inSize:a,batchSize:r.shape[0],outSize:c},a):new To({windowSize:l,inSize:a,batchSize:r.shape[0],outSize:c}):u=new rs({windowSize:l,inSize:a,batchSize:r.shape[0],outSize:c},t),p=s,s=o.runWebGLProgram(u,[s],e),p.dataId!==r.dataId&&o.disposeIntermediateTensorInfo(p)}return s}var os=class{constructor(e,t){this.variableNames=["A"];let o=new Array(e.length);for(let i=0;i<o.length;i++)o[i]=e[t[i]];this.outputShape=o,this.rank=o.length;let n=M(this.rank),s=tv(t);this.userCode=`
    void main() {
      ${n} resRC = getOutputCoords();
      setOutput(getA(${s}));
    }
    `}};function tv(r){let e=r.length;if(e>6)throw Error(`Transpose for rank ${e} is not yet supported`);let t=["resRC.x","resRC.y","resRC.z","resRC.w","resRC.u","resRC.v"],o=new Array(e);for(let n=0;n<r.length;n++)o[r[n]]=t[n];return o.join()}var ns=class{constructor(e,t){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0;let o=new Array(e.length);for(let u=0;u<o.length;u++)o[u]=e[t[u]];if(this.outputShape=o,this.rank=o.length,this.rank>6)throw Error(`Packed transpose for rank ${this.rank} is not yet supported.`);let n=M(this.rank),s=cl("rc",this.rank),i=new Array(this.rank);for(let u=0;u<t.length;u++)i[t[u]]=s[u];let a=`vec2(${i.slice(-2).join()})`,l=`++${s[this.rank-1]} < ${o[this.rank-1]}`,c=`getChannel(getA(${i.join()}), ${a})`;this.userCode=`
    void main() {
      ${n} rc = getOutputCoords();
      vec4 result = vec4(0.);
      result[0] = ${c};
      if(${l}) {
        result[1] = ${c};
      }
      --${s[this.rank-1]};
      if(++${s[this.rank-2]} < ${o[this.rank-2]}) {
        result[2] = ${c};
        if(${l}) {
          result[3] = ${c};
        }
      }
      setOutput(result);
    }
    `}};function kt(r,e,t){let o=S().getBool("WEBGL_PACK_ARRAY_OPERATIONS")?new ns(r.shape,e):new os(r.shape,e);return t.runWebGLProgram(o,[r],r.dtype)}function wh(r,e,t,o){let n=e,s=r.shape.length,i=C.parseAxisParam(n,r.shape),a=i,l=y.getAxesPermutation(a,s),c=l!=null,u=r;c&&(u=kt(r,l,o),a=y.getInnerMostAxes(a.length,s)),y.assertAxesAreInnerMostDims("sum",a,s);let[p,f]=y.computeOutAndReduceShapes(u.shape,a),d=p;t&&(d=y.expandShapeToKeepDim(p,i));let m=C.sizeFromShape(f),g=C.sizeFromShape(r.shape)/m,h=T({inputs:{x:u},attrs:{shape:[g,m]},backend:o}),b=zt(r.dtype),w=Me(h,b,"sum",o),v=T({inputs:{x:w},attrs:{shape:d},backend:o});return o.disposeIntermediateTensorInfo(h),o.disposeIntermediateTensorInfo(w),c&&o.disposeIntermediateTensorInfo(u),v}function er(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{axis:s,keepDims:i}=o;return wh(n,s,i,t)}var Sh={kernelName:"Sum",backendName:"webgl",kernelFunc:er};function Y(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{perm:s}=o,i=t,a=n.shape.length,l=new Array(a);for(let u=0;u<l.length;u++)l[u]=n.shape[s[u]];let c;if(i.shouldExecuteOnCPU([n])){let p=i.texData.get(n.dataId).values,f=Jt(p,n.shape,n.dtype,s,l);c=i.makeTensorInfo(l,n.dtype);let d=i.texData.get(c.dataId);d.values=f}else c=kt(n,s,i);return c}var vh={kernelName:Mu,backendName:"webgl",kernelFunc:Y};var gl=1e3;function tr({a:r,b:e,transposeA:t,transposeB:o,backend:n,bias:s=null,preluActivationWeights:i=null,leakyreluAlpha:a=0,activation:l=null}){let c=r.shape.length,u=e.shape.length,p=t?r.shape[c-2]:r.shape[c-1],f=o?e.shape[u-1]:e.shape[u-2],d=t?r.shape[c-1]:r.shape[c-2],m=o?e.shape[u-2]:e.shape[u-1],x=r.shape.slice(0,-2),g=e.shape.slice(0,-2),h=C.sizeFromShape(x),b=C.sizeFromShape(g),v=lo.assertAndGetBroadcastShape(r.shape.slice(0,-2),e.shape.slice(0,-2)).concat([d,m]);C.assert(p===f,()=>`Error in matMul: inner shapes (${p}) and (${f}) of Tensors with shapes ${r.shape} and ${e.shape} and transposeA=${t} and transposeB=${o} must match.`);let I=t?[h,p,d]:[h,d,p],N=o?[b,m,f]:[b,f,m],R=T({inputs:{x:r},backend:n,attrs:{shape:I}}),E=T({inputs:{x:e},backend:n,attrs:{shape:N}}),O=[R,E],L=Math.max(h,b),V=t?R.shape[1]:R.shape[2],z=s!=null,Re=i!=null,ue=l==="leakyrelu",fe=l!=null?xt(l,!0):null,Ue=z||Re||ue||fe!=null,Ke;if((d===1||m===1)&&V>gl&&Ue===!1){let yt=R,sr=E;t&&(yt=Y({inputs:{x:R},backend:n,attrs:{perm:[0,2,1]}}),O.push(yt)),o&&(sr=Y({inputs:{x:E},backend:n,attrs:{perm:[0,2,1]}}),O.push(sr));let ir=m!==1,No=m===1,vi=yt;ir&&(vi=T({inputs:{x:yt},backend:n,attrs:{shape:[L,V,1]}}),O.push(vi));let GC=m===1?2:1,Ii=sr;No&&(Ii=T({inputs:{x:sr},backend:n,attrs:{shape:[L,1,V]}}),O.push(Ii));let Al=Io({inputs:{a:vi,b:Ii},backend:n});Ke=er({inputs:{x:Al},backend:n,attrs:{axis:GC,keepDims:!0}}),O.push(Al)}else{let yt=he(r.dtype,e.dtype),sr=new Wr(I,N,[L,d,m],t,o,z,fe,Re,ue),ir=[R,E];if(s!=null&&ir.push(s),Re&&ir.push(i),ue){let No=n.makeTensorInfo([],"float32",C.createScalarValue(a,"float32"));ir.push(No),O.push(No)}Ke=n.runWebGLProgram(sr,ir,yt)}let ge=T({inputs:{x:Ke},backend:n,attrs:{shape:v}});O.push(Ke);for(let yt of O)n.disposeIntermediateTensorInfo(yt);return ge}function rv(r){let{inputs:e,backend:t,attrs:o}=r,{a:n,b:s,bias:i,preluActivationWeights:a}=e,{transposeA:l,transposeB:c,activation:u,leakyreluAlpha:p}=o;return tr({a:n,b:s,transposeA:l,transposeB:c,backend:t,bias:i,preluActivationWeights:a,leakyreluAlpha:p,activation:u})}var Ih={kernelName:zu,backendName:"webgl",kernelFunc:rv};var Th="return abs(x);";function ov(r){let{inputs:e,backend:t}=r,{x:o}=e;if(t.shouldExecuteOnCPU([o])&&o.dtype!=="complex64"){let s=t.texData.get(o.dataId),i=Yn(s.values);return t.makeTensorInfo(o.shape,o.dtype,i)}let n;return S().getBool("WEBGL_PACK_UNARY_OPERATIONS")?n=new Te(o.shape,Th):n=new ce(o.shape,Th),t.runWebGLProgram(n,[o],o.dtype)}var $h={kernelName:"Abs",backendName:"webgl",kernelFunc:ov};var nv=ne+`
  if (abs(x) > 1.) {
    return NAN;
  }
  return acos(x);
`,sv=_({opSnippet:nv}),Eh={kernelName:Vl,backendName:"webgl",kernelFunc:sv};var iv=ne+`
  if (x < 1.0) return NAN;
return log(x + sqrt(x * x - 1.0));`,av=_({opSnippet:iv}),Rh={kernelName:Wl,backendName:"webgl",kernelFunc:av};var Nh="return a + b;",lv=G({opSnippet:Nh,packedOpSnippet:Nh,supportsComplex:!0,cpuKernelImpl:am}),kh={kernelName:"Add",backendName:"webgl",kernelFunc:lv};var ss=class{constructor(e,t){this.outputShape=[],this.outputShape=e,this.variableNames=t.map((s,i)=>`T${i}`);let o=[];this.variableNames.forEach(s=>{o.push(`float v${s} = get${s}AtOutCoords();`)});let n=this.variableNames.map(s=>`v${s}`).join(" + ");this.userCode=`
      void main() {
        ${o.join(`
        `)}

        float result = ${n};
        setOutput(result);
      }
    `}};var is=class{constructor(e,t){this.outputShape=[],this.packedInputs=!0,this.packedOutput=!0,this.outputShape=e,this.variableNames=t.map((s,i)=>`T${i}`);let o=[];this.variableNames.forEach(s=>{o.push(`vec4 v${s} = get${s}AtOutCoords();`)});let n=this.variableNames.map(s=>`v${s}`).join(" + ");this.userCode=`
      void main() {
        ${o.join(`
        `)}

        vec4 result = ${n};
        setOutput(result);
      }
    `}};function as(r){let{inputs:e,backend:t}=r,o=e;if(o.length===1)return re({inputs:{x:o[0]},backend:t});if(o.length>S().getNumber("WEBGL_MAX_TEXTURES_IN_SHADER")){let l=Math.floor(o.length/2),c=as({inputs:o.slice(0,l),backend:t}),u=as({inputs:o.slice(l),backend:t});return as({inputs:[c,u],backend:t})}let n=o.map(l=>l.dtype).reduce((l,c)=>he(l,c)),s=o.map(l=>l.shape),a=S().getBool("WEBGL_PACK")?new is(o[0].shape,s):new ss(o[0].shape,s);return t.runWebGLProgram(a,o,n)}var Ah={kernelName:Gl,backendName:"webgl",kernelFunc:as};function uv(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{axis:s,keepDims:i}=o,a=n.shape.length,l=C.parseAxisParam(s,n.shape),c=l,u=y.getAxesPermutation(c,a),p=n;u!=null&&(p=Y({inputs:{x:n},backend:t,attrs:{perm:u}}),c=y.getInnerMostAxes(c.length,a)),y.assertAxesAreInnerMostDims("all",c,a);let[f,d]=y.computeOutAndReduceShapes(p.shape,c),m=C.sizeFromShape(d),x=T({inputs:{x:p},backend:t,attrs:{shape:[-1,m]}}),g=Me(x,x.dtype,"all",t),h;if(i){let b=y.expandShapeToKeepDim(f,l);h=T({inputs:{x:g},backend:t,attrs:{shape:b}})}else h=T({inputs:{x:g},backend:t,attrs:{shape:f}});return t.disposeIntermediateTensorInfo(x),t.disposeIntermediateTensorInfo(g),u!=null&&t.disposeIntermediateTensorInfo(p),h}var Fh={kernelName:"All",backendName:"webgl",kernelFunc:uv};function fv(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{axis:s,keepDims:i}=o,a=n.shape.length,l=C.parseAxisParam(s,n.shape),c=l,u=y.getAxesPermutation(c,a),p=n;u!=null&&(p=Y({inputs:{x:n},backend:t,attrs:{perm:u}}),c=y.getInnerMostAxes(c.length,a)),y.assertAxesAreInnerMostDims("any",c,a);let[f,d]=y.computeOutAndReduceShapes(p.shape,c),m=C.sizeFromShape(d),x=T({inputs:{x:p},backend:t,attrs:{shape:[-1,m]}}),g=Me(x,x.dtype,"any",t),h;if(i){let b=y.expandShapeToKeepDim(f,l);h=T({inputs:{x:g},backend:t,attrs:{shape:b}})}else h=T({inputs:{x:g},backend:t,attrs:{shape:f}});return t.disposeIntermediateTensorInfo(x),t.disposeIntermediateTensorInfo(g),u!=null&&t.disposeIntermediateTensorInfo(p),h}var _h={kernelName:"Any",backendName:"webgl",kernelFunc:fv};var ls=class{constructor(e,t,o){this.variableNames=["A"];let{windowSize:n,batchSize:s,outSize:i}=e;o||this.variableNames.push("bestIndicesA"),this.outputShape=[s,i];let a=t==="max"?">":"<",l=o?"inOffset + i;":"round(getBestIndicesA(batch, inOffset + i));";this.userCode=`
      void main() {
        ivec2 coords = getOutputCoords();
        int batch = coords[0];
        int outIdx = coords[1];
        int inOffset = outIdx * ${n};

        int bestIndex = inOffset;
        float bestValue = getA(batch, bestIndex);

        for (int i = 0; i < ${n}; i++) {
          int inIdx = ${l};
          float candidate = getA(batch, inIdx);
          if (candidate ${a} bestValue) {
            bestValue = candidate;
            bestIndex = inIdx;
          }
        }
        setOutput(float(bestIndex));
      }
    `}};var cs=class{constructor(e,t,o,n){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0,C.assert(e.length>2,()=>`Packed arg${o.charAt(0).toUpperCase()+o.slice(1)} supports only inputs with rank above 2.`);let s=e[e.length-1],i=Math.ceil(s/t);this.outputShape=e.slice(0,-1),i>1&&this.outputShape.push(i),n||this.variableNames.push("bestIndicesA");let a=this.outputShape,l=a.length,c=M(l),u=te("coords",l),p,f;if(i===1){f=l+1;let E=M(f);p=`
        ${E} sourceLocR = ${E}(${u.join()}, 0);
        ++${u[l-1]};
        ${E} sourceLocG = ${E}(${u.join()}, 0);
        ++${u[l-2]};
        ${E} sourceLocA = ${E}(${u.join()}, 0);
        --${u[l-1]};
        ${E} sourceLocB = ${E}(${u.join()}, 0);
        --${u[l-2]};`}else f=l,p=`
        ${c} sourceLocR = coords;
        ++${u[l-1]};
        ${c} sourceLocG = coords;
        ++${u[l-2]};
        ${c} sourceLocA = coords;
        --${u[l-1]};
        ${c} sourceLocB = coords;
        --${u[l-2]};`;let d=["x","y","z","w","u","v"].slice(0,f),m="."+d[f-1],x=d.map(E=>"int "+E),g=te("sourceLocR",f-1).concat("inIdx.r"),h=te("sourceLocG",f-1).concat("inIdx.g"),b=te("sourceLocB",f-1).concat("inIdx.b"),w=te("sourceLocA",f-1).concat("inIdx.a"),v=o==="max"?"greaterThan":"lessThan",I=n?"":`
          inIdx = round(vec4(getBestIndicesAChannel(${g.join()}),
                             getBestIndicesAChannel(${h.join()}),
                             getBestIndicesAChannel(${b.join()}),
                             getBestIndicesAChannel(${w.join()})));`,N=`vec4(
            getAChannel(${g.join()}),
            hasNextCol ? getAChannel(${h.join()}) : 0.,
            hasNextRow ? getAChannel(${b.join()}) : 0.,
            hasNextRow && hasNextCol ? getAChannel(${w.join()}) : 0.)`,R=n?"":`
      float getBestIndicesAChannel(${x.join()}) {
        return getChannel(getBestIndicesA(${d.join()}),
                                          vec2(${d.slice(-2).join()}));
      }`;this.userCode=`
      float getAChannel(${x.join()}) {
        return getChannel(getA(${d.join()}),
                               vec2(${d.slice(-2).join()}));
      }
      ${R}
      void main() {
        ${c} coords = getOutputCoords();
        bool hasNextCol = ${u[l-1]} < ${a[l-1]-1};
        bool hasNextRow = ${u[l-2]} < ${a[l-2]-1};
        ${p}
        ivec4 srcIdx = ivec4(sourceLocR${m}, sourceLocG${m},
          sourceLocB${m}, sourceLocA${m}) * ${t};
        ivec4 inIdx = srcIdx;
        vec4 bestIndex = vec4(inIdx);
        vec4 bestValue = ${N};

        for (int i = 0; i < ${t}; i++) {
          inIdx = srcIdx;
          ${I}
          vec4 candidate = ${N};
          bvec4 nan = isnan(candidate);
          bvec4 replace = bvec4(
            vec4(${v}(candidate, bestValue)) * (vec4(1.0) - vec4(nan)));

          bestValue = vec4(replace.x  ? candidate.x : bestValue.x,
                           replace.y  ? candidate.y : bestValue.y,
                           replace.z  ? candidate.z : bestValue.z,
                           replace.w  ? candidate.w : bestValue.w);
          bestIndex = mix(bestIndex, vec4(inIdx), vec4(replace));
          srcIdx++;
        }
        setOutput(bestIndex);
      }
    `}};function Dh(r,e,t,o=null){let n=e.shape[0],s=e.shape[1];o!=null&&(n=o.shape[0],s=o.shape[1]);let i=y.computeOptimalWindowSize(s),a={windowSize:i,inSize:s,batchSize:n,outSize:Math.ceil(s/i)},l=new ls(a,t,o==null),c=[e];o!=null&&c.push(o);let u=r.runWebGLProgram(l,c,"int32");if(u.shape[1]===1)return u;let p=Dh(r,e,t,u);return r.disposeIntermediateTensorInfo(u),p}function Oh(r,e,t,o=null){let n=o!=null?o.shape:e.shape,s=n[n.length-1],i=y.computeOptimalWindowSize(s),a=new cs(n,i,t,o==null),l=o==null?[e]:[e,o],c=r.runWebGLProgram(a,l,"int32");if(c.shape.length===e.shape.length){let u=Oh(r,e,t,c);return r.disposeIntermediateTensorInfo(c),u}return c}function us(r,e,t,o){let n=[t];if(y.assertAxesAreInnerMostDims("arg"+o.charAt(0).toUpperCase()+o.slice(1),n,e.shape.length),!S().getBool("WEBGL_PACK_REDUCE")||e.shape.length<=2){let s=[],i=r.texData.get(e.dataId),a=i!==null&&i.isPacked,l=e;a&&(l=r.unpackTensor(e),s.push(l));let[c,u]=y.computeOutAndReduceShapes(l.shape,n),p=C.sizeFromShape(u),f=T({inputs:{x:l},backend:r,attrs:{shape:[-1,p]}});s.push(f);let d=Dh(r,f,o);s.push(d);let m=T({inputs:{x:d},backend:r,attrs:{shape:c}});return s.forEach(x=>r.disposeIntermediateTensorInfo(x)),m}return Oh(r,e,o)}function dv(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{axis:s}=o,i=C.parseAxisParam(s,n.shape),a=y.getAxesPermutation(i,n.shape.length),l=n,c=[];a!=null&&(l=Y({inputs:{x:n},backend:t,attrs:{perm:a}}),c.push(l),i=y.getInnerMostAxes(i.length,l.shape.length)),y.assertAxesAreInnerMostDims("argMax",[i[0]],l.shape.length);let u=us(t,l,i[0],"max");return c.forEach(p=>t.disposeIntermediateTensorInfo(p)),u}var Ph={kernelName:zl,backendName:"webgl",kernelFunc:dv};function mv(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{axis:s}=o,i=C.parseAxisParam(s,n.shape),a=y.getAxesPermutation(i,n.shape.length),l=n,c=[];a!=null&&(l=Y({inputs:{x:n},backend:t,attrs:{perm:a}}),c.push(l),i=y.getInnerMostAxes(i.length,l.shape.length)),y.assertAxesAreInnerMostDims("argMin",[i[0]],l.shape.length);let u=us(t,l,i[0],"min");return c.forEach(p=>t.disposeIntermediateTensorInfo(p)),u}var Lh={kernelName:Hl,backendName:"webgl",kernelFunc:mv};var hv=ne+`
  if (abs(x) > 1.) {
    return NAN;
  }
  return asin(x);
`,gv=_({opSnippet:hv}),Mh={kernelName:Kl,backendName:"webgl",kernelFunc:gv};var xv=ne+"return log(x + sqrt(x * x + 1.0));",Cv=_({opSnippet:xv}),Bh={kernelName:ql,backendName:"webgl",kernelFunc:Cv};var bv=ne+`
  return atan(x);
`,yv=_({opSnippet:bv}),Uh={kernelName:Xl,backendName:"webgl",kernelFunc:yv};var wv=Vr+`
  return atan(a, b);
`,Sv=`
  vec4 result = atan(a, b);
  bvec4 isNaNA = isnan(a);
  bvec4 isNaNB = isnan(b);
  bvec4 isNaN = bvec4(isNaNA.x || isNaNB.x, isNaNA.y || isNaNB.y, isNaNA.z || isNaNB.z, isNaNA.w || isNaNB.w);
  `+Le+`
  return result;
`,vv=G({opSnippet:wv,packedOpSnippet:Sv}),Vh={kernelName:Yl,backendName:"webgl",kernelFunc:vv};var Iv=ne+`
  if ((x < -1.0) || (x > 1.0)) return NAN;
return (log(1.0 + x) - log(1.0 - x)) / 2.0;`,Tv=_({opSnippet:Iv}),Wh={kernelName:jl,backendName:"webgl",kernelFunc:Tv};var Je=class{constructor(e,t,o,n=!1,s=!1){if(this.variableNames=["x"],t==="avg"&&o)throw new Error("Cannot compute positions for average pool.");let i=e.filterWidth,a=e.strideHeight,l=e.strideWidth,c=e.dilationHeight,u=e.dilationWidth,p=e.effectiveFilterHeight,f=e.effectiveFilterWidth,d=e.padInfo.top,m=e.padInfo.left;this.outputShape=e.outShape;let x=t==="avg",g=`((batch  * ${e.inHeight} + xR) * ${e.inWidth} + xC) * ${e.inChannels} + d`,h=`(xR * ${e.inWidth} + xC) * ${e.inChannels} + d`,b="0.0";if(x||(b="-1.0 / 1e-20"),o){this.userCode=`
        const ivec2 strides = ivec2(${a}, ${l});
        const ivec2 pads = ivec2(${d}, ${m});

        void main() {
          ivec4 coords = getOutputCoords();
          int batch = coords[0];
          int d = coords[3];

          ivec2 xRCCorner = coords.yz * strides - pads;
          int xRCorner = xRCCorner.x;
          int xCCorner = xRCCorner.y;

          // max/min x(?, ?, d) to get y(yR, yC, d).
          // ? = to be determined
          float minMaxValue = 0.0;
          float minMaxValueFound = 0.0;
          int minMaxPosition = 0;
          float avgValue = 0.0;

          for (int wR = 0; wR < ${p};
              wR += ${c}) {
            int xR = xRCorner + wR;

            if (xR < 0 || xR >= ${e.inHeight}) {
              continue;
            }

            for (int wC = 0; wC < ${f};
                wC += ${u}) {
              int xC = xCCorner + wC;

              if (xC < 0 || xC >= ${e.inWidth}) {
                continue;
              }

              float value = getX(batch, xR, xC, d);

              // If a min / max value has already been found, use it. If not,
              // use the current value.
              float currMinMaxValue = mix(
                  value, minMaxValue, minMaxValueFound);
              if (value >= currMinMaxValue) {
                minMaxValue = value;
                minMaxValueFound = 1.0;
                minMaxPosition = ${n?s?g:h:`wR * ${f} + wC`};
              }
            }
          }
          setOutput(float(minMaxPosition));
        }
      `;return}let w="max",v=`${t}(${t}(${t}(minMaxValue[0], minMaxValue[1]), minMaxValue[2]), minMaxValue[3])`;t==="avg"&&(v="avgValue / max(count, 1.0)");let I=Math.floor(i/4)*4,N=i%4,R=`
      if (${x}) {
        avgValue += dot(values, ones);
      } else {
        minMaxValue = ${w}(values, minMaxValue);
      }
    `;this.userCode=`
      const ivec2 strides = ivec2(${a}, ${l});
      const ivec2 pads = ivec2(${d}, ${m});
      const float initializationValue = ${b};
      const vec4 ones = vec4(1.0, 1.0, 1.0, 1.0);

      float count = 0.0;

      float getValue(int batch, int xR, int xC, int d) {
        if (xC < 0 || xC >= ${e.inWidth}) {
          return initializationValue;
        }
        count += 1.0;
        return getX(batch, xR, xC, d);
      }

      void main() {
        ivec4 coords = getOutputCoords();
        int batch = coords[0];
        int d = coords[3];

        ivec2 xRCCorner = coords.yz * strides - pads;
        int xRCorner = xRCCorner.x;
        int xCCorner = xRCCorner.y;

        // max/min x(?, ?, d) to get y(yR, yC, d).
        // ? = to be determined
        vec4 minMaxValue = vec4(${b});
        float avgValue = 0.0;
        count = 0.0;

        for (int wR = 0; wR < ${p};
            wR += ${c}) {
          int xR = xRCorner + wR;

          if (xR < 0 || xR >= ${e.inHeight}) {
            continue;
          }

          for (int wC = 0; wC < ${I}; wC += 4) {
            int xC = xCCorner + wC * ${u};

            vec4 values = vec4(
              getValue(batch, xR, xC, d),
              getValue(batch, xR, xC + ${u}, d),
              getValue(batch, xR, xC + 2 * ${u}, d),
              getValue(batch, xR, xC + 3 * ${u}, d)
            );

            ${R}
          }

          int xC = xCCorner + ${I};
          if (${N===1}) {
            vec4 values = vec4(
              getValue(batch, xR, xC, d),
              initializationValue,
              initializationValue,
              initializationValue
            );

            ${R}
          } else if (${N===2}) {
            vec4 values = vec4(
              getValue(batch, xR, xC, d),
              getValue(batch, xR, xC + ${u}, d),
              initializationValue,
              initializationValue
            );

            ${R}
          } else if (${N===3}) {
            vec4 values = vec4(
              getValue(batch, xR, xC, d),
              getValue(batch, xR, xC + ${u}, d),
              getValue(batch, xR, xC + 2 * ${u}, d),
              initializationValue
            );

            ${R}
          }
        }
        setOutput(${v});
      }
    `}},At=class{constructor(e,t,o,n=!1,s=!1){if(this.variableNames=["x"],t==="avg"&&o)throw new Error("Cannot compute positions for average pool.");let i=e.filterWidth,a=e.strideDepth,l=e.strideHeight,c=e.strideWidth,u=e.dilationDepth,p=e.dilationHeight,f=e.dilationWidth,d=e.effectiveFilterDepth,m=e.effectiveFilterHeight,x=e.effectiveFilterWidth,g=e.padInfo.front,h=e.padInfo.top,b=e.padInfo.left;this.outputShape=e.outShape;let w=t==="avg",v="0.0";if(w||(v="-1.0 / 1e-20"),o){this.userCode=`
        const ivec3 strides =
            ivec3(${a}, ${l}, ${c});
        const ivec3 pads = ivec3(${g}, ${h}, ${b});

        void main() {
          ivec5 coords = getOutputCoords();
          int batch = coords.x;
          int ch = coords.u;

          ivec3 xCorner = ivec3(coords.y, coords.z, coords.w) * strides - pads;
          int xDCorner = xCorner.x;
          int xRCorner = xCorner.y;
          int xCCorner = xCorner.z;

          // max/min x(?, ?, ?, ch) to get y(yD, yR, yC, ch).
          // ? = to be determined
          float minMaxValue = 0.0;
          float minMaxValueFound = 0.0;
          int minMaxPosition = 0;

          for (int wD = 0; wD < ${d};
              wD += ${u}) {
            int xD = xDCorner + wD;

            if (xD < 0 || xD >= ${e.inDepth}) {
              continue;
            }

            for (int wR = 0; wR < ${m};
                wR += ${p}) {
              int xR = xRCorner + wR;

              if (xR < 0 || xR >= ${e.inHeight}) {
                continue;
              }

              for (int wC = 0; wC < ${x};
                  wC += ${f}) {
                int xC = xCCorner + wC;

                if (xC < 0 || xC >= ${e.inWidth}) {
                  continue;
                }

                float value = getX(batch, xD, xR, xC, ch);

                // If a min / max value has already been found, use it. If not,
                // use the current value.
                float currMinMaxValue = mix(
                    value, minMaxValue, minMaxValueFound);
                if (value >= currMinMaxValue) {
                  minMaxValue = value;
                  minMaxValueFound = 1.0;
                  minMaxPosition = ${n?s?`(((batch * ${e.inDepth} + xD) * ${e.inHeight} + xR) * ${e.inWidth} + xC) * ${e.inChannels} + ch`:`((xD * ${e.inHeight} + xR) * ${e.inWidth} + xC) * ${e.inChannels} + ch`:`wD * ${m} * ${x} +
                      wR * ${x} + wC`};
                }
              }
            }
          }
          setOutput(float(minMaxPosition));
        }
      `;return}let I="max",N=`${t}(${t}(${t}(minMaxValue[0], minMaxValue[1]), minMaxValue[2]), minMaxValue[3])`;t==="avg"&&(N="avgValue / max(count, 1.0)");let R=Math.floor(i/4)*4,E=i%4,O=`
      if (${w}) {
        avgValue += dot(values, ones);
      } else {
        minMaxValue = ${I}(values, minMaxValue);
      }
    `;this.userCode=`
      const ivec3 strides =
        ivec3(${a}, ${l}, ${c});
      const ivec3 pads = ivec3(${g}, ${h}, ${b});
      const float initializationValue = ${v};
      const vec4 ones = vec4(1.0, 1.0, 1.0, 1.0);

      float count = 0.0;

      float getValue(int batch, int xD, int xR, int xC, int ch) {
        if (xC < 0 || xC >= ${e.inWidth}) {
          return initializationValue;
        }
        count += 1.0;
        return getX(batch, xD, xR, xC, ch);
      }

      void main() {
        ivec5 coords = getOutputCoords();
        int batch = coords.x;
        int ch = coords.u;

        ivec3 xCorner = ivec3(coords.y, coords.z, coords.w) * strides - pads;
        int xDCorner = xCorner.x;
        int xRCorner = xCorner.y;
        int xCCorner = xCorner.z;

        // max/min x(?, ?, ?, d) to get y(yD, yR, yC, ch).
        // ? = to be determined
        vec4 minMaxValue = vec4(${v});
        float avgValue = 0.0;
        count = 0.0;

        for (int wD = 0; wD < ${d};
            wD += ${u}) {
          int xD = xDCorner + wD;

          if (xD < 0 || xD >= ${e.inDepth}) {
            continue;
          }

          for (int wR = 0; wR < ${m};
            wR += ${p}) {
            int xR = xRCorner + wR;

            if (xR < 0 || xR >= ${e.inHeight}) {
              continue;
            }

            for (int wC = 0; wC < ${R}; wC += 4) {
              int xC = xCCorner + wC * ${f};

              vec4 values = vec4(
                getValue(batch, xD, xR, xC, ch),
                getValue(batch, xD, xR, xC + ${f}, ch),
                getValue(batch, xD, xR, xC + 2 * ${f}, ch),
                getValue(batch, xD, xR, xC + 3 * ${f}, ch)
              );

              ${O}
            }

            int xC = xCCorner + ${R};
            if (${E===1}) {
              vec4 values = vec4(
                getValue(batch, xD, xR, xC, ch),
                initializationValue,
                initializationValue,
                initializationValue
              );

              ${O}
            } else if (${E===2}) {
              vec4 values = vec4(
                getValue(batch, xD, xR, xC, ch),
                getValue(batch, xD, xR, xC + ${f}, ch),
                initializationValue,
                initializationValue
              );

              ${O}
            } else if (${E===3}) {
              vec4 values = vec4(
                getValue(batch, xD, xR, xC, ch),
                getValue(batch, xD, xR, xC + ${f}, ch),
                getValue(batch, xD, xR, xC + 2 * ${f}, ch),
                initializationValue
              );

              ${O}
            }
          }
        }
        setOutput(${N});
      }
    `}};function $v(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e;lt(n,"avgPool");let{filterSize:s,strides:i,pad:a,dimRoundingMode:l}=o,c=1;C.assert(y.eitherStridesOrDilationsAreOne(i,c),()=>`Error in avgPool: Either strides or dilations must be 1. Got strides ${i} and dilations '${c}'`);let u=y.computePool2DInfo(n.shape,s,i,c,a,l);if(u.filterWidth===1&&u.filterHeight===1&&C.arraysEqual(u.inShape,u.outShape))return re({inputs:{x:n},backend:t});let p=new Je(u,"avg",!1);return t.runWebGLProgram(p,[n],"float32")}var Gh={kernelName:Zl,backendName:"webgl",kernelFunc:$v};function Ev(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{filterSize:s,strides:i,pad:a,dimRoundingMode:l,dataFormat:c}=o,u=[1,1,1],p=y.computePool3DInfo(n.shape,s,i,u,a,l,c),f=new At(p,"avg",!1);return t.runWebGLProgram(f,[n],"float32")}var zh={kernelName:Jl,backendName:"webgl",kernelFunc:Ev};var ps=class{constructor(e){this.variableNames=["dy"],this.outputShape=e.inShape;let t=e.filterHeight,o=e.filterWidth,n=e.strideHeight,s=e.strideWidth,i=e.dilationHeight,a=e.dilationWidth,l=e.effectiveFilterHeight,c=e.effectiveFilterWidth,u=l-1-e.padInfo.top,p=c-1-e.padInfo.left,f=1/(t*o);this.userCode=`
      const ivec2 pads = ivec2(${u}, ${p});
      const float avgMultiplier = float(${f});

      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int d = coords[3];

        ivec2 dyRCCorner = coords.yz - pads;
        int dyRCorner = dyRCCorner.x;
        int dyCCorner = dyRCCorner.y;

        // Convolve dy(?, ?, d) with pos mask(:, :, d) to get dx(xR, xC, d).
        // ? = to be determined. : = across all values in that axis.
        float dotProd = 0.0;
        for (int wR = 0; wR < ${l};
            wR += ${i}) {
          float dyR = float(dyRCorner + wR) / ${n}.0;

          if (dyR < 0.0 || dyR >= ${e.outHeight}.0 || fract(dyR) > 0.0) {
            continue;
          }
          int idyR = int(dyR);

          for (int wC = 0; wC < ${c};
            wC+= ${a}) {
            float dyC = float(dyCCorner + wC) / ${s}.0;

            if (dyC < 0.0 || dyC >= ${e.outWidth}.0 ||
                fract(dyC) > 0.0) {
              continue;
            }
            int idyC = int(dyC);

            float dyValue = getDy(b, idyR, idyC, d);

            dotProd += dyValue * avgMultiplier;
          }
        }
        setOutput(dotProd);
      }
    `}},fs=class{constructor(e){this.variableNames=["dy"],this.outputShape=e.inShape;let t=e.filterDepth,o=e.filterHeight,n=e.filterWidth,s=e.strideDepth,i=e.strideHeight,a=e.strideWidth,l=e.dilationDepth,c=e.dilationHeight,u=e.dilationWidth,p=e.effectiveFilterDepth,f=e.effectiveFilterHeight,d=e.effectiveFilterWidth,m=p-1-e.padInfo.front,x=f-1-e.padInfo.top,g=d-1-e.padInfo.left,h=1/(t*o*n);this.userCode=`
      const ivec3 pads = ivec3(${m}, ${x}, ${g});
      const float avgMultiplier = float(${h});

      void main() {
        ivec5 coords = getOutputCoords();
        int batch = coords.x;
        int ch = coords.u;

        ivec3 dyCorner = ivec3(coords.y, coords.z, coords.w) - pads;
        int dyDCorner = dyCorner.x;
        int dyRCorner = dyCorner.y;
        int dyCCorner = dyCorner.z;

        // Convolve dy(?, ?, ?, d) with pos mask(:, :, :, ch) to get
        // dx(xD, xR, xC, ch).
        // ? = to be determined. : = across all values in that axis.
        float dotProd = 0.0;

        for (int wD = 0; wD < ${p};
            wD += ${l}) {
          float dyD = float(dyDCorner + wD) / ${s}.0;

          if (dyD < 0.0 || dyD >= ${e.outDepth}.0 || fract(dyD) > 0.0) {
            continue;
          }
          int idyD = int(dyD);

          for (int wR = 0; wR < ${f};
              wR += ${c}) {
            float dyR = float(dyRCorner + wR) / ${i}.0;

            if (dyR < 0.0 || dyR >= ${e.outHeight}.0 ||
                fract(dyR) > 0.0) {
              continue;
            }
            int idyR = int(dyR);

            for (int wC = 0; wC < ${d};
                wC += ${u}) {
              float dyC = float(dyCCorner + wC) / ${a}.0;

              if (dyC < 0.0 || dyC >= ${e.outWidth}.0 ||
                  fract(dyC) > 0.0) {
                continue;
              }
              int idyC = int(dyC);

              float dyValue = getDy(batch, idyD, idyR, idyC, ch);

              dotProd += dyValue * avgMultiplier;
            }
          }
        }
        setOutput(dotProd);
      }
    `}};function Rv(r){let{inputs:e,backend:t,attrs:o}=r,{dy:n,input:s}=e,i=s,{filterSize:a,strides:l,pad:c,dimRoundingMode:u}=o,p=[1,1,1],f=y.computePool3DInfo(i.shape,a,l,p,c,u),d=new fs(f);return t.runWebGLProgram(d,[n],i.dtype)}var Hh={kernelName:ec,backendName:"webgl",kernelFunc:Rv};function Nv(r){let{inputs:e,backend:t,attrs:o}=r,{dy:n,input:s}=e,i=s;lt([n,s],"avgPoolGrad");let{filterSize:a,strides:l,pad:c}=o,u=y.computePool2DInfo(i.shape,a,l,1,c),p=new ps(u);return t.runWebGLProgram(p,[n],i.dtype)}var Kh={kernelName:Ql,backendName:"webgl",kernelFunc:Nv};function kv(r){let{inputs:e,backend:t,attrs:o}=r,{a:n,b:s}=e,{transposeA:i,transposeB:a}=o;return tr({a:n,b:s,transposeA:i,transposeB:a,backend:t})}var qh={kernelName:tc,backendName:"webgl",kernelFunc:kv};var ds=class{constructor(e,t,o,n,s,i){this.outputShape=[],this.variableNames=["x","mean","variance"],y.assertAndGetBroadcastShape(e,t),y.assertAndGetBroadcastShape(e,o);let a="0.0";n!=null&&(y.assertAndGetBroadcastShape(e,n),this.variableNames.push("offset"),a="getOffsetAtOutCoords()");let l="1.0";s!=null&&(y.assertAndGetBroadcastShape(e,s),this.variableNames.push("scale"),l="getScaleAtOutCoords()"),this.outputShape=e,this.userCode=`
      void main() {
        float x = getXAtOutCoords();
        float mean = getMeanAtOutCoords();
        float variance = getVarianceAtOutCoords();
        float offset = ${a};
        float scale = ${l};
        float inv = scale * inversesqrt(variance + float(${i}));
        setOutput(dot(vec3(x, -mean, offset), vec3(inv, inv, 1)));
      }
    `}};var ms=class{constructor(e,t,o,n,s,i){this.packedInputs=!0,this.packedOutput=!0,this.variableNames=["x","mean","variance"],y.assertAndGetBroadcastShape(e,t),y.assertAndGetBroadcastShape(e,o);let a="vec4(0.0)";n!=null&&(y.assertAndGetBroadcastShape(e,n),this.variableNames.push("offset"),a="getOffsetAtOutCoords()");let l="vec4(1.0)";s!=null&&(y.assertAndGetBroadcastShape(e,s),this.variableNames.push("scale"),l="getScaleAtOutCoords()"),this.outputShape=e,this.userCode=`
      void main() {
        vec4 offset = ${a};
        vec4 scale = ${l};

        vec4 x = getXAtOutCoords();
        vec4 mean = getMeanAtOutCoords();
        vec4 variance = getVarianceAtOutCoords();

        vec4 inv = scale * inversesqrt(variance + vec4(${i}));

        setOutput((x - mean) * inv + offset);
      }
    `}};var Av=({inputs:r,backend:e,attrs:t})=>{let{x:o,mean:n,variance:s,offset:i,scale:a}=r;C.assert(n.shape.length===s.shape.length,()=>"Batch normalization gradient requires mean and variance to have equal ranks."),C.assert(i==null||n.shape.length===i.shape.length,()=>"Batch normalization gradient requires mean and offset to have equal ranks."),C.assert(a==null||n.shape.length===a.shape.length,()=>"Batch normalization gradient requires mean and scale to have equal ranks.");let{varianceEpsilon:l}=t;l==null&&(l=.001);let c=[o,n,s],u=null;i!=null&&(u=i.shape,c.push(i));let p=null;a!=null&&(p=a.shape,c.push(a));let f=S().getBool("WEBGL_PACK_NORMALIZATION")?new ms(o.shape,n.shape,s.shape,u,p,l):new ds(o.shape,n.shape,s.shape,u,p,l);return e.runWebGLProgram(f,c,c[0].dtype)},Xh={kernelName:Rc,backendName:"webgl",kernelFunc:Av};var hs=class{constructor(e){this.variableNames=["source"],this.outputShape=e,this.rank=e.length;let t=M(this.rank);this.customUniforms=[{name:"start",arrayIndex:this.rank,type:"int"}];let o=Fv(this.rank),n,s=e.map((i,a)=>`sourceLoc.${xl[a]} = start[${a}] + coords.${xl[a]};`);n=`
        ${t} sourceLoc;
        ${t} coords = getOutputCoords();
        ${s.join(`
`)}
      `,this.userCode=`
      void main() {
        ${n}
        setOutput(getSource(${o}));
      }
    `}},xl=["x","y","z","w","u","v"];function Fv(r){if(r===1)return"sourceLoc";if(r<=6)return xl.slice(0,r).map(e=>"sourceLoc."+e).join(",");throw Error(`Slicing for rank ${r} is not yet supported`)}var gs=class{constructor(e){this.variableNames=["source"],this.packedInputs=!0,this.packedOutput=!0,this.outputShape=e,this.rank=e.length,this.customUniforms=[{name:"start",arrayIndex:this.rank,type:"int"}];let t=M(this.rank),o=te("coords",this.rank),n=te("sourceLoc",this.rank),s=this.rank===1?"sourceLoc":`vec2(${n.slice(-2).join()})`,i=`getChannel(getSource(${n.join()}), ${s})`,a=`
      result.x = ${i};
      if (++${o[this.rank-1]} < ${e[this.rank-1]}) {
        ++${n[this.rank-1]};
        result.y = ${i};
        --${n[this.rank-1]};
      }
    `,l=this.rank===1?"":`
      --${o[this.rank-1]};
      if (++${o[this.rank-2]} < ${e[this.rank-2]}) {
        ++${n[this.rank-2]};
        result.z = ${i};
        if (++${o[this.rank-1]} < ${e[this.rank-1]}) {
          ++${n[this.rank-1]};
          result.w = ${i};
        }
      }
    `,c=this.rank<=4?`sourceLoc = coords +
            ${t}(${e.map((u,p)=>`start[${p}]`).join()});`:e.map((u,p)=>`${n[p]} = ${o[p]} + start[${p}];`).join(`
`);this.userCode=`
      void main() {
        ${t} coords = getOutputCoords();
        ${t} sourceLoc;
        ${c}
        vec4 result = vec4(0.);
        ${a}
        ${l}
        setOutput(result);
      }
    `}};function _v(r,e,t,o){let n=o.texData.get(r.dataId),s=o.makeTensorInfo(t,r.dtype),i=o.texData.get(s.dataId);Object.assign(i,n),i.refCount=1,i.shape=t,i.dtype=r.dtype;let a=ve.computeFlatOffset(e,C.computeStrides(r.shape));n.slice&&(a+=n.slice.flatOffset),i.slice={flatOffset:a,origDataId:n.slice&&n.slice.origDataId||r.dataId};let l=o.dataRefCount.get(i.slice.origDataId)||1;return o.dataRefCount.set(i.slice.origDataId,l+1),s}function et(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{begin:s,size:i}=o,[a,l]=ve.parseSliceParams(n,s,i);if(ve.assertParamsValid(n,a,l),C.sizeFromShape(l)===0)return t.makeTensorInfo(l,n.dtype,[]);if(t.shouldExecuteOnCPU([n])||n.dtype==="string"){let p=t.texData.get(n.dataId),f=Bm(p.values,a,l,n.shape,n.dtype);return t.makeTensorInfo(l,n.dtype,f)}let{isPacked:c}=t.texData.get(n.dataId),u=ve.isSliceContinous(n.shape,a,l);if(c||!u){let p=S().getBool("WEBGL_PACK_ARRAY_OPERATIONS")?new gs(l):new hs(l),f=[a];return t.runWebGLProgram(p,[n],n.dtype,f)}return t.uploadToGPU(n.dataId),_v(n,a,l,t)}var jh={kernelName:Di,backendName:"webgl",kernelFunc:et};var Dv=r=>{let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{blockShape:s,crops:i}=o;C.assert(n.shape.length<=4,()=>"batchToSpaceND for rank > 4 with a WebGL backend not implemented yet");let a=s.reduce((b,w)=>b*w),l=y.getReshaped(n.shape,s,a),c=y.getPermuted(l.length,s.length),u=y.getReshapedPermuted(n.shape,s,a),p=y.getSliceBeginCoords(i,s.length),f=y.getSliceSize(u,i,s.length),d=[],m=T({inputs:{x:n},backend:t,attrs:{shape:l}}),x=Y({inputs:{x:m},backend:t,attrs:{perm:c}}),g=T({inputs:{x},backend:t,attrs:{shape:u}}),h=et({inputs:{x:g},backend:t,attrs:{begin:p,size:f}});return d.push(m),d.push(x),d.push(g),d.forEach(b=>t.disposeIntermediateTensorInfo(b)),h},Yh={kernelName:rc,backendName:"webgl",kernelFunc:Dv};function Ov(r){let{inputs:e,backend:t,attrs:o}=r,{x:n,weights:s}=e,{size:i}=o,a=t.readSync(n.dataId),l=t.readSync(s.dataId),c=jn(a,l,s.dtype,s.shape,i);return t.makeTensorInfo([i],s.dtype,c)}var Zh={kernelName:oc,backendName:"webgl",kernelFunc:Ov};var Pv=`
  int r = int(a.r) & int(b.r);
  int g = int(a.g) & int(b.g);
  int rb = int(a.b) & int(b.b);
  int ra = int(a.a) & int(b.a);
  return vec4(r, g, rb, ra);
`,Lv=`
  return float(int(a.r) & int(b.r));
`;function Mv(r){let{inputs:e,backend:t}=r,{a:o,b:n}=e,s=S().getBool("WEBGL_PACK_BINARY_OPERATIONS"),i=S().getNumber("WEBGL_VERSION");if(t.shouldExecuteOnCPU([o,n])||i===1){let l=t.texData.get(o.dataId).values,c=t.texData.get(n.dataId).values,[u,p]=cm(o.shape,n.shape,l,c,o.dtype),f=t.makeTensorInfo(p,o.dtype),d=t.texData.get(f.dataId);return d.values=u,f}let a;return s?a=new Pe(Pv,o.shape,n.shape,!1):a=new $e(Lv,o.shape,n.shape),t.runWebGLProgram(a,[o,n],o.dtype)}var Qh={kernelName:Do,backendName:"webgl",kernelFunc:Mv};function Bv(r){let{inputs:e,backend:t}=r,{s0:o,s1:n}=e,s=t.readSync(o.dataId),i=t.readSync(n.dataId),a=y.assertAndGetBroadcastShape(Array.from(s),Array.from(i));return t.makeTensorInfo([a.length],"int32",Int32Array.from(a))}var Jh={kernelName:nc,backendName:"webgl",kernelFunc:Bv};var Uv="return float(a != b);",Cl=G({opSnippet:Uv,cpuKernelImpl:km,dtype:"bool"}),eg={kernelName:Xo,backendName:"webgl",kernelFunc:Cl};function Ct(r){let{inputs:e,backend:t}=r,{input:o}=e,n=t.texData.get(o.dataId);return re({inputs:{x:n.complexTensorInfos.real},backend:t})}var tg={kernelName:_i,backendName:"webgl",kernelFunc:Ct};var Vv="return float(int(x));";function rg(r,e){let t=new ce(r.shape,Vv),o=e.runWebGLProgram(t,[r],"int32");return{dataId:o.dataId,shape:o.shape,dtype:o.dtype}}function bl(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{dtype:s}=o;if(s==="complex64"){if(n.dtype==="complex64")return re({inputs:{x:n},backend:t});let i=co(n.shape),a=bl({inputs:{x:n},backend:t,attrs:{dtype:"float32"}}),l=Ee({inputs:{real:a,imag:i},backend:t});return i.dispose(),t.disposeIntermediateTensorInfo(a),l}if(n.dtype==="complex64"){let i=Ct({inputs:{input:n},backend:t}),a=bl({inputs:{x:i},backend:t,attrs:{dtype:s}});return t.disposeIntermediateTensorInfo(i),a}if(!C.hasEncodingLoss(n.dtype,s)){let i=re({inputs:{x:n},backend:t});return{dataId:i.dataId,shape:i.shape,dtype:s}}if(t.shouldExecuteOnCPU([n])){let i=t.texData.get(n.dataId).values,[a,l,c]=um(i,n.shape,n.dtype,s);return t.makeTensorInfo(a,l,c)}if(s==="int32")return rg(n,t);if(s==="bool"){let i=t.makeTensorInfo([],"bool",C.getTypedArrayFromDType("bool",1)),l=Cl({inputs:{a:n,b:i},backend:t});return t.disposeIntermediateTensorInfo(i),l}throw new Error(`Error in Cast: failed to cast ${n.dtype} to ${s}`)}var og={kernelName:Lt,backendName:"webgl",kernelFunc:bl};var ng="return ceil(x);",Wv=_({opSnippet:ng,packedOpSnippet:ng,cpuKernelImpl:pm}),sg={kernelName:Oo,backendName:"webgl",kernelFunc:Wv};var xs=class{constructor(e){this.variableNames=["A"],this.customUniforms=[{name:"minVal",type:"float"},{name:"maxVal",type:"float"}],this.outputShape=e,this.userCode=`

      void main() {
        float value = getAAtOutCoords();
        if (isnan(value)) {
          setOutput(value);
          return;
        }

        setOutput(clamp(value, minVal, maxVal));
      }
    `}};var Cs=class{constructor(e){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0,this.customUniforms=[{name:"minVal",type:"float"},{name:"maxVal",type:"float"}],this.outputShape=e,this.userCode=`
      void main() {
        vec4 value = getAAtOutCoords();

        if (any(isnan(value))) {
          setOutput(value);
          return;
        }

        setOutput(clamp(value, vec4(minVal), vec4(maxVal)));
      }
    `}};function Gv(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{clipValueMin:s,clipValueMax:i}=o,a;S().getBool("WEBGL_PACK_CLIP")?a=new Cs(n.shape):a=new xs(n.shape);let l=[[s],[i]];return t.runWebGLProgram(a,[n],n.dtype,l)}var ig={kernelName:sc,backendName:"webgl",kernelFunc:Gv};var bs=class{constructor(e){this.variableNames=["real","imag"],this.outputShape=e,this.userCode=`
      void main() {
        float re = abs(getRealAtOutCoords());
        float im = abs(getImagAtOutCoords());
        float mx = max(re, im);

        // sadly the length function in glsl is not underflow-safe
        // (at least not on Intel GPUs). So the safe solution is
        // to ensure underflow-safety in all cases.
        setOutput(
          mx == 0.0 ? 0.0 : mx * length(vec2(1, min(re, im)/mx))
        );
      }
    `}};function ag(r,e){return{dataId:e.dataId,dtype:e.dtype,shape:r.shape}}function zv(r){let{inputs:e,backend:t}=r,{x:o}=e,n=t.texData.get(o.dataId),s=new bs(o.shape),i=[ag(o,n.complexTensorInfos.real),ag(o,n.complexTensorInfos.imag)];return t.runWebGLProgram(s,i,i[0].dtype)}var lg={kernelName:Po,backendName:"webgl",kernelFunc:zv};var ys=class{constructor(e){this.outputShape=[],this.outputShape=y.computeOutShape(e,1),this.variableNames=e.map((i,a)=>`T${a}`);let t=new Array(e.length-1);t[0]=e[0][1];for(let i=1;i<t.length;i++)t[i]=t[i-1]+e[i][1];let o=[`if (yC < ${t[0]}) setOutput(getT0(yR, yC));`];for(let i=1;i<t.length;i++){let a=t[i-1];o.push(`else if (yC < ${t[i]}) setOutput(getT${i}(yR, yC-${a}));`)}let n=t.length,s=t[t.length-1];o.push(`else setOutput(getT${n}(yR, yC-${s}));`),this.userCode=`
      void main() {
        ivec2 coords = getOutputCoords();
        int yR = coords.x;
        int yC = coords.y;

        ${o.join(`
        `)}
      }
    `}};var Ss=class{constructor(e,t){this.packedInputs=!0,this.packedOutput=!0,this.outputShape=[],this.outputShape=y.computeOutShape(e,t);let o=this.outputShape,n=o.length,s=M(n),i=te("coords",n),a=["x","y","z","w","u","v"].slice(0,n);this.variableNames=e.map((x,g)=>`T${g}`);let l=new Array(e.length-1);l[0]=e[0][t];for(let x=1;x<l.length;x++)l[x]=l[x-1]+e[x][t];let c=a[t],u=a.slice(-2),p=a.join(),f=`if (${c} < ${l[0]}) {
        return getChannel(
            getT0(${p}), vec2(${u.join()}));
        }`;for(let x=1;x<l.length;x++){let g=l[x-1];f+=`
        if (${c} < ${l[x]}  && ${c} >= ${l[x-1]}) {
          return getChannel(
            getT${x}(${ws(a,c,g)}),
            vec2(${ws(u,c,g)}));
        }`}let d=l.length,m=l[l.length-1];f+=`
        return getChannel(
          getT${d}(${ws(a,c,m)}),
          vec2(${ws(u,c,m)}));`,this.userCode=`
      float getValue(${a.map(x=>"int "+x)}) {
        ${f}
      }

      void main() {
        ${s} coords = getOutputCoords();
        vec4 result = vec4(getValue(${i}), 0., 0., 0.);

        ${i[n-1]} = ${i[n-1]} + 1;
        if (${i[n-1]} < ${o[n-1]}) {
          result.g = getValue(${i});
        }

        ${i[n-2]} = ${i[n-2]} + 1;
        if (${i[n-2]} < ${o[n-2]}) {
          result.a = getValue(${i});
        }

        ${i[n-1]} = ${i[n-1]} - 1;
        if (${i[n-2]} < ${o[n-2]} &&
            ${i[n-1]} < ${o[n-1]}) {
          result.b = getValue(${i});
        }
        setOutput(result);
      }
    `}};function ws(r,e,t){let o=r.indexOf(e);return r.map((s,i)=>i===o?`${s} - ${t}`:s).join()}function rr(r){let{inputs:e,backend:t}=r,{input:o}=e,n=t.texData.get(o.dataId);return re({inputs:{x:n.complexTensorInfos.imag},backend:t})}var cg={kernelName:Fc,backendName:"webgl",kernelFunc:rr};function Gr(r,e,t){let o=r[0].dtype;if(o==="complex64"){let d=r.map(b=>Ct({inputs:{input:b},backend:t})),m=r.map(b=>rr({inputs:{input:b},backend:t})),x=Gr(d,e,t),g=Gr(m,e,t),h=Ee({inputs:{real:x,imag:g},backend:t});return d.forEach(b=>t.disposeIntermediateTensorInfo(b)),m.forEach(b=>t.disposeIntermediateTensorInfo(b)),t.disposeIntermediateTensorInfo(x),t.disposeIntermediateTensorInfo(g),h}let n=t.shouldExecuteOnCPU(r);if(o==="string"&&(n=!0),n){let d=r.map(v=>{let N=[-1,C.sizeFromShape(v.shape.slice(e))];return T({inputs:{x:v},backend:t,attrs:{shape:N}})}),m=d.map(v=>({vals:t.readSync(v.dataId),shape:v.shape})),x=y.computeOutShape(d.map(v=>v.shape),1),g=d[0].shape[0]===1,h=fm(m,x,o,g),b=y.computeOutShape(r.map(v=>v.shape),e),w=t.makeTensorInfo(b,o,h);return d.forEach(v=>t.disposeIntermediateTensorInfo(v)),w}let s=r.filter(d=>C.sizeFromShape(d.shape)>0),i=S().getBool("WEBGL_PACK_ARRAY_OPERATIONS")&&s[0].shape.length>1;if(s.length===1){let d=i?new ce(r[0].shape,ct):new Te(r[0].shape,ct);return t.runWebGLProgram(d,r,o)}let a=S().getNumber("WEBGL_MAX_TEXTURES_IN_SHADER");if(s.length>a){let d=[];for(let x=0;x<s.length;x+=a){let g=s.slice(x,x+a);d.push(Gr(g,e,t))}let m=Gr(d,e,t);for(let x of d)t.disposeIntermediateTensorInfo(x);return m}if(i){let d=new Ss(s.map(m=>m.shape),e);return t.runWebGLProgram(d,s,o)}let{tensors2D:l,outShape:c}=Hv(s,e,t),u=new ys(l.map(d=>d.shape)),p=t.runWebGLProgram(u,l,o);l.forEach(d=>t.disposeIntermediateTensorInfo(d));let f=T({inputs:{x:p},attrs:{shape:c},backend:t});return t.disposeIntermediateTensorInfo(p),f}function Hv(r,e,t){let o=y.computeOutShape(r.map(s=>s.shape),e);return{tensors2D:r.map(s=>T({inputs:{x:s},attrs:{shape:[-1,C.sizeFromShape(s.shape.slice(e))]},backend:t})),outShape:o}}function yl(r){let{inputs:e,backend:t,attrs:o}=r,{axis:n}=o,s=C.parseAxisParam(n,e[0].shape)[0],i=e.map(c=>c.shape);y.assertParamsConsistent(i,s);let a=y.computeOutShape(e.map(c=>c.shape),s);if(C.sizeFromShape(a)===0)return t.makeTensorInfo(a,e[0].dtype,[]);let l=e.filter(c=>C.sizeFromShape(c.shape)>0);return l.length===1?re({inputs:{x:l[0]},backend:t}):Gr(l,s,t)}var ug={kernelName:ic,backendName:"webgl",kernelFunc:yl};var zr=class{constructor(e,t=!1,o=null,n=!1,s=!1){this.variableNames=["x","W"],this.outputShape=e.outShape;let i=e.padInfo.top,a=e.padInfo.left,l=e.strideHeight,c=e.strideWidth,u=e.dilationHeight,p=e.dilationWidth,f=e.filterHeight,d=e.filterWidth,m=Math.floor(e.inChannels/4)*4,x=e.inChannels%4,g=e.dataFormat==="channelsLast",h=g?1:2,b=g?2:3,w=g?3:1,v="",I="";o&&(n?v=`float activation(float a) {
          float b = getPreluActivationWeightsAtOutCoords();
          ${o}
        }`:s?v=`float activation(float a) {
          float b = getLeakyreluAlphaAtOutCoords();
          ${o}
        }`:v=`
          float activation(float x) {
            ${o}
          }
        `,I="result = activation(result);");let N=t?"result += getBiasAtOutCoords();":"";t&&this.variableNames.push("bias"),n&&this.variableNames.push("preluActivationWeights"),s&&this.variableNames.push("leakyreluAlpha"),this.userCode=`
      ${v}

      const ivec2 strides = ivec2(${l}, ${c});
      const ivec2 pads = ivec2(${i}, ${a});

      void main() {
        ivec4 coords = getOutputCoords();
        int batch = coords[0];
        int d2 = coords[${w}];

        ivec2 xRCCorner =
            ivec2(coords[${h}], coords[${b}]) * strides - pads;
        int xRCorner = xRCCorner.x;
        int xCCorner = xRCCorner.y;

        // Convolve x(?, ?, d1) with w(:, :, d1, d2) to get y(yR, yC, d2).
        // ? = to be determined. : = across all values in that axis.
        float dotProd = 0.0;
        for (int wR = 0; wR < ${f}; wR++) {
          int xR = xRCorner + wR * ${u};

          if (xR < 0 || xR >= ${e.inHeight}) {
            continue;
          }

          for (int wC = 0; wC < ${d}; wC++) {
            int xC = xCCorner + wC * ${p};

            if (xC < 0 || xC >= ${e.inWidth}) {
              continue;
            }

            for (int d1 = 0; d1 < ${m}; d1 += 4) {
              vec4 wValues = vec4(
                getW(wR, wC, d1, d2),
                getW(wR, wC, d1 + 1, d2),
                getW(wR, wC, d1 + 2, d2),
                getW(wR, wC, d1 + 3, d2)
              );

              if (${g}) {
                vec4 xValues = vec4(
                  getX(batch, xR, xC, d1),
                  getX(batch, xR, xC, d1 + 1),
                  getX(batch, xR, xC, d1 + 2),
                  getX(batch, xR, xC, d1 + 3)
                );
                dotProd += dot(xValues, wValues);
              } else {
                vec4 xValues = vec4(
                  getX(batch, d1, xR, xC),
                  getX(batch, d1 + 1, xR, xC),
                  getX(batch, d1 + 2, xR, xC),
                  getX(batch, d1 + 3, xR, xC)
                );
                dotProd += dot(xValues, wValues);
              }
            }

            if (${x===1}) {

              if (${g}) {
                dotProd +=
                    getX(batch, xR, xC, ${m}) *
                    getW(wR, wC, ${m}, d2);
              } else {
                dotProd +=
                    getX(batch, ${m}, xR, xC) *
                    getW(wR, wC, ${m}, d2);
              }

            } else if (${x===2}) {
              vec2 wValues = vec2(
                getW(wR, wC, ${m}, d2),
                getW(wR, wC, ${m} + 1, d2)
              );

              if (${g}) {
                vec2 xValues = vec2(
                  getX(batch, xR, xC, ${m}),
                  getX(batch, xR, xC, ${m} + 1)
                );
                dotProd += dot(xValues, wValues);
              } else {
                vec2 xValues = vec2(
                  getX(batch, ${m}, xR, xC),
                  getX(batch, ${m} + 1, xR, xC)
                );
                dotProd += dot(xValues, wValues);
              }

            } else if (${x===3}) {
              vec3 wValues = vec3(
                getW(wR, wC, ${m}, d2),
                getW(wR, wC, ${m} + 1, d2),
                getW(wR, wC, ${m} + 2, d2)
              );

              if (${g}) {
                vec3 xValues = vec3(
                  getX(batch, xR, xC, ${m}),
                  getX(batch, xR, xC, ${m} + 1),
                  getX(batch, xR, xC, ${m} + 2)
                );
                dotProd += dot(xValues, wValues);
              } else {
                vec3 xValues = vec3(
                  getX(batch, ${m}, xR, xC),
                  getX(batch, ${m} + 1, xR, xC),
                  getX(batch, ${m} + 2, xR, xC)
                );
                dotProd += dot(xValues, wValues);
              }

            }
          }
        }

        float result = dotProd;
        ${N}
        ${I}
        setOutput(result);
      }
    `}},vs=class{constructor(e){this.variableNames=["x","W"],this.outputShape=e.outShape;let t=e.padInfo.front,o=e.padInfo.top,n=e.padInfo.left,s=e.strideDepth,i=e.strideHeight,a=e.strideWidth,l=e.dilationDepth,c=e.dilationHeight,u=e.dilationWidth,p=e.filterDepth,f=e.filterHeight,d=e.filterWidth,m=Math.floor(e.inChannels/4)*4,x=e.inChannels%4;this.userCode=`
      const ivec3 strides = ivec3(${s}, ${i}, ${a});
      const ivec3 pads = ivec3(${t}, ${o}, ${n});

      void main() {
        ivec5 coords = getOutputCoords();
        int batch = coords.x;
        int d2 = coords.u;

        ivec3 xFRCCorner = ivec3(coords.y, coords.z, coords.w) * strides - pads;
        int xFCorner = xFRCCorner.x;
        int xRCorner = xFRCCorner.y;
        int xCCorner = xFRCCorner.z;

        // Convolve x(?, ?, ?, d1) with w(:, :, :, d1, d2) to get
        // y(yF, yR, yC, d2). ? = to be determined. : = across all
        // values in that axis.
        float dotProd = 0.0;
        for (int wF = 0; wF < ${p}; wF++) {
          int xF = xFCorner + wF * ${l};

          if (xF < 0 || xF >= ${e.inDepth}) {
            continue;
          }

          for (int wR = 0; wR < ${f}; wR++) {
            int xR = xRCorner + wR * ${c};

            if (xR < 0 || xR >= ${e.inHeight}) {
              continue;
            }

            for (int wC = 0; wC < ${d}; wC++) {
              int xC = xCCorner + wC * ${u};

              if (xC < 0 || xC >= ${e.inWidth}) {
                continue;
              }

              for (int d1 = 0; d1 < ${m}; d1 += 4) {
                vec4 xValues = vec4(
                  getX(batch, xF, xR, xC, d1),
                  getX(batch, xF, xR, xC, d1 + 1),
                  getX(batch, xF, xR, xC, d1 + 2),
                  getX(batch, xF, xR, xC, d1 + 3)
                );
                vec4 wValues = vec4(
                  getW(wF, wR, wC, d1, d2),
                  getW(wF, wR, wC, d1 + 1, d2),
                  getW(wF, wR, wC, d1 + 2, d2),
                  getW(wF, wR, wC, d1 + 3, d2)
                );

                dotProd += dot(xValues, wValues);
              }

              if (${x===1}) {
                dotProd +=
                  getX(batch, xF, xR, xC, ${m}) *
                  getW(wF, wR, wC, ${m}, d2);
              } else if (${x===2}) {
                vec2 xValues = vec2(
                  getX(batch, xF, xR, xC, ${m}),
                  getX(batch, xF, xR, xC, ${m} + 1)
                );
                vec2 wValues = vec2(
                  getW(wF, wR, wC, ${m}, d2),
                  getW(wF, wR, wC, ${m} + 1, d2)
                );
                dotProd += dot(xValues, wValues);
              } else if (${x===3}) {
                vec3 xValues = vec3(
                  getX(batch, xF, xR, xC, ${m}),
                  getX(batch, xF, xR, xC, ${m} + 1),
                  getX(batch, xF, xR, xC, ${m} + 2)
                );
                vec3 wValues = vec3(
                  getW(wF, wR, wC, ${m}, d2),
                  getW(wF, wR, wC, ${m} + 1, d2),
                  getW(wF, wR, wC, ${m} + 2, d2)
                );
                dotProd += dot(xValues, wValues);
              }
            }
          }
        }
        setOutput(dotProd);
      }
    `}};var Hr=class{constructor(e,t=!1,o=null,n=!1,s=!1){this.variableNames=["x","W"],this.packedInputs=!0,this.packedOutput=!0,this.customUniforms=[{name:"pads",type:"ivec2"},{name:"strides",type:"ivec2"},{name:"dilations",type:"ivec2"},{name:"inDims",type:"ivec2"}],this.outputShape=e.outShape,this.enableShapeUniforms=H(this.outputShape.length);let i=e.padInfo.left,a=e.strideWidth,l=e.dilationWidth,c=e.filterHeight,u=e.filterWidth,p=u,f=`
       int xR; int xC; int xCOffset;
       vec4 wTexel; vec4 previous; vec4 final;`;for(let g=0;g<u;g++)f+=`
           vec4 xTexelC${g*2};
           int xTexelC${g*2}Ready;
           vec4 xTexelC${g*2+1};
           int xTexelC${g*2+1}Ready;
           vec4 xC${g};`;f+=`
     for (int r = 0; r < ${c}; r++) {
      for (int d1 = 0; d1 < ${e.inChannels}; d1 += 2) {
       `;for(let g=0;g<u;g++)f+=`
           xTexelC${g*2} = vec4(0.0);
           xTexelC${g*2}Ready = 0;
           xTexelC${g*2+1} = vec4(0.0);
           xTexelC${g*2+1}Ready = 0;
           xC${g} = vec4(0.0);`;f+=`
         xR = xRCorner + r * dilations[0];
         if (xR >=0 && xR < inDims[0]) {
       `;for(let g=0;g<(p+1)/2;g++){let h=g*2;if(f+=`
           xC = xCCorner + ${h*l};
           `,a===1){if(h<u&&(i%2===1?(f+=`
                 xCOffset = xC + 1;
                 if (xCOffset >= 0 && xCOffset < inDims[1] && xTexelC${h}Ready == 0) {
                   xTexelC${h} = getX(batch, xR, xCOffset, d1);

                   // Need to manually clear unused channels in case
                   // we're reading from recycled texture.
                   if (xCOffset + 1 >= inDims[1]) {
                     xTexelC${h}.zw = vec2(0.0);
                   }
                   xTexelC${h}Ready = 1;
                 }
               `,l===1&&h>0?f+=`
                 xC${h} = vec4(xTexelC${h-2}.zw, xTexelC${h}.xy);
                 `:f+=`
                   xCOffset = xC + 1 - 2;

                   if (xCOffset >= 0 && xCOffset < inDims[1]) {
                     previous = getX(batch, xR, xCOffset, d1);

                     // Need to manually clear unused channels in case
                     // we're reading from recycled texture.
                     if (xCOffset + 1 >= inDims[1]) {
                       previous.zw = vec2(0.0);
                     }

                     xC${h} = vec4(previous.zw, xTexelC${h}.xy);
                   } else {
                     xC${h} = vec4(0.0, 0.0, xTexelC${h}.xy);
                   }
                   `):f+=`
                 if (xC >= 0 && xC < inDims[1] && xTexelC${h}Ready == 0) {
                   xTexelC${h} = getX(batch, xR, xC, d1);
                   if (xC + 1 >= inDims[1]) {
                     xTexelC${h}.zw = vec2(0.0);
                   }
                   xTexelC${h}Ready = 1;
                 }

                 xC${h} = xTexelC${h};
                 `,h+1<u)){let b=i%2===0?C.nearestLargerEven(l):l;l%2===0&&i%2===1||l%2!==0&&i%2!==1?(f+=`
                   xCOffset = xC + imod(pads[1], 2) + ${b};

                   if (xCOffset >= 0 && xCOffset < inDims[1] && xTexelC${h+1}Ready == 0) {
                     xTexelC${h+1} = getX(batch, xR, xCOffset, d1);

                     // Need to manually clear unused channels in case
                     // we're reading from recycled texture.
                     if (xCOffset + 1 >= inDims[1]) {
                       xTexelC${h+1}.zw = vec2(0.0);
                     }
                     xTexelC${h+1}Ready = 1;
                   }
                   `,l>1?f+=`
                     xCOffset -= 2;
                     if (xCOffset >= 0 && xCOffset < inDims[1]) {
                      previous = getX(batch, xR, xCOffset, d1);
                      xC${h+1} = vec4(previous.zw, xTexelC${h+1}.xy);
                     } else {
                      xC${h+1} = vec4(0.0, 0.0, xTexelC${h+1}.xy);
                     }
                     `:f+=`
                     xC${h+1} = vec4(xTexelC${h}.zw, xTexelC${h+1}.xy);
                     `):b===1?f+=`
                     xC${h+1} = xTexelC${h};
                     `:f+=`
                     xCOffset = xC + ${b};

                     if (xCOffset >= 0 && xCOffset < inDims[1] && xTexelC${h+1}Ready == 0) {
                       xTexelC${h+1} = getX(batch, xR, xCOffset, d1);
                       if (xCOffset + 1 >= inDims[1]) {
                         xTexelC${h+1}.zw = vec2(0.0);
                       }
                       xTexelC${h+1}Ready = 1;
                     }

                     xC${h+1} = xTexelC${h+1};
                     `}}else h<u&&(i%2===1?(f+=`
                 xCOffset = xC + 1 - strides[1];
                 if(xCOffset >= 0 && xCOffset < inDims[1] && xTexelC${h}Ready == 0) {
                   xTexelC${h} = getX(batch, xR, xCOffset, d1);
                   // Need to manually clear unused channels in case
                   // we're reading from recycled texture.
                   if (xCOffset + 1 >= inDims[1]) {
                     xTexelC${h}.zw = vec2(0.0);
                   }
                   xTexelC${h}Ready = 1;
                 }

                 if(xC + 1 >= 0 && xC + 1 < inDims[1] && xTexelC${h+1}Ready == 0) {
                   xTexelC${h+1} = getX(batch, xR, xC + 1, d1);
                   // Need to manually clear unused channels in case
                   // we're reading from recycled texture.
                   if (xC + 2 >= inDims[1]) {
                     xTexelC${h+1}.zw = vec2(0.0);
                   }
                   xTexelC${h+1}Ready = 1;
                 }

                 xC${h} = vec4(xTexelC${h}.zw, xTexelC${h+1}.zw);
               `,h+1<u&&(f+=`
                   final = vec4(0.0);
                   xCOffset = xC + 1 + strides[1];
                   if(xCOffset >= 0 && xCOffset < inDims[1]) {
                     final = getX(batch, xR, xCOffset, d1);
                   }
                   xC${h+1} = vec4(xTexelC${h+1}.xy, final.xy);
                 `)):(f+=`
                 if(xC >= 0 && xC < inDims[1] && xTexelC${h}Ready == 0) {
                   xTexelC${h} = getX(batch, xR, xC, d1);
                   if (xC + 1 >= inDims[1]) {
                     xTexelC${h}.zw = vec2(0.0);
                   }
                   xTexelC${h}Ready = 1;
                 }

                 xCOffset = xC + strides[1];
                 if(xCOffset >= 0 && xCOffset < inDims[1] && xTexelC${h+1}Ready == 0) {
                   xTexelC${h+1} = getX(batch, xR, xCOffset, d1);
                   if (xCOffset + 1 >= inDims[1]) {
                     xTexelC${h+1}.zw = vec2(0.);
                   }
                   xTexelC${h+1}Ready = 1;
                 }

                 xC${h} = vec4(
                   xTexelC${h}.xy, xTexelC${h+1}.xy);
               `,h+1<u&&(f+=`
                   xC${h+1} = vec4(xTexelC${h}.zw, xTexelC${h+1}.zw);
                 `)));h<u&&(f+=`
             wTexel = getW(r, ${h}, d1, d2);
             dotProd += xC${h}.xxzz * vec4(wTexel.xy, wTexel.xy);
             if(d1 + 1 < ${e.inChannels}) {
               dotProd += xC${h}.yyww * vec4(wTexel.zw, wTexel.zw);
             }
           `,h+1<u&&(f+=`
               wTexel = getW(r, ${h+1}, d1, d2);
               dotProd += xC${h+1}.xxzz * vec4(wTexel.xy, wTexel.xy);
               if(d1 + 1 < ${e.inChannels}) {
                 dotProd += xC${h+1}.yyww * vec4(wTexel.zw, wTexel.zw);
               }
             `))}f+=`
     }
   `,f+=`
     }
   `,f+=`
     }
   `;let d="",m="";o&&(n?d=`vec4 activation(vec4 a) {
           vec4 b = getPreluActivationWeightsAtOutCoords();
           ${o}
         }`:s?d=`vec4 activation(vec4 a) {
           vec4 b = getLeakyreluAlphaAtOutCoords();
           ${o}
         }`:d=`vec4 activation(vec4 x) {
           ${o}
         }`,m="result = activation(result);");let x=t?"result += getBiasAtOutCoords();":"";t&&this.variableNames.push("bias"),n&&this.variableNames.push("preluActivationWeights"),s&&this.variableNames.push("leakyreluAlpha"),this.userCode=`
       ${d}

       void main() {
         ivec4 coords = getOutputCoords();
         int batch = coords.x;
         ivec2 xRCCorner = coords.yz * strides - pads;
         int d2 = coords.w;
         int xRCorner = xRCCorner.x;
         int xCCorner = xRCCorner.y;

         //intialize dotProd with a small epsilon seems to reduce GPU accuracy loss.
         vec4 dotProd = vec4(0.000000000000001);

         ${f}

         vec4 result = dotProd - vec4(0.000000000000001);
         ${x}
         ${m}
         setOutput(result);
       }
     `}};var Is=class{constructor(e,t){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0,this.customUniforms=[{name:"inputShape",type:"ivec4"},{name:"pad",type:"ivec2"},{name:"stride",type:"ivec2"},{name:"dilation",type:"ivec2"},{name:"inChannels",type:"int"},{name:"itemsPerBlockRow",type:"int"},{name:"outWidth",type:"int"}],this.outputShape=e,this.enableShapeUniforms=H(this.outputShape.length);let{dataFormat:o}=t,n=Q(),s=o==="channelsLast",i=s?1:2,a=s?2:3,l=this.enableShapeUniforms?"if(blockIndex < outShape[2] && pos < outShape[1]) {":`if(blockIndex < ${e[2]} && pos < ${e[1]}) {`,c="";for(let u=0;u<=1;u++)for(let p=0;p<=1;p++)c+=`
          blockIndex = rc.z + ${p};
          pos = rc.y + ${u};

          ${l}
            offsetY = int(blockIndex / outWidth) * stride[0] - pad[0];
            d0 = offsetY + dilation[0] * (pos / itemsPerBlockRow);

            if(d0 < inputShape[${i}] && d0 >= 0) {
              // Use custom imod instead mod. On Intel GPU, mod may generate
              // unexpected value.
              // https://github.com/tensorflow/tfjs/issues/5447
              offsetX = imod(blockIndex, outWidth) * stride[1] - pad[1];
              d1 = offsetX + dilation[1] * (imod(pos, itemsPerBlockRow) /
                  inChannels);

              if(d1 < inputShape[${a}] && d1 >= 0) {

                ch = imod(pos, inChannels);

                if (${s}) {
                  innerDims = vec2(d1, ch);
                  result[${u*2+p}] = getChannel(
                    getA(rc.x, d0, int(innerDims.x),
                    int(innerDims.y)), innerDims);
                } else {
                  innerDims = vec2(d0, d1);
                  result[${u*2+p}] = getChannel(
                    getA(rc.x, ch, int(innerDims.x),
                    int(innerDims.y)), innerDims);
                }
              }
            }
          }
        `;this.userCode=`
      void main() {
        ivec3 rc = getOutputCoords();

        vec4 result = vec4(0);

        int blockIndex, pos, offsetY, d0, offsetX, d1, ch;
        vec2 innerDims;

        ${c}

        ${n.output} = result;
      }
    `}};function Ts(r,e){let t=r.length;return t>=3?e?[...r.slice(0,-3),r[t-3]*r[t-2],r[t-1]]:[...r.slice(0,-3),r[t-3],r[t-2]*r[t-1]]:!e&&t===1&&r[0]>1?[r[0],1]:null}function $s({x:r,filter:e,convInfo:t,backend:o,bias:n=null,preluActivationWeights:s=null,leakyreluAlpha:i=0,activation:a=null}){let l=r.shape,c=o.texData.get(r.dataId),u=t.inChannels,p=l[0]*l[1]*l[2],f=t.outChannels,d=t.dataFormat==="channelsLast",m=!1,x=!1,g,h=[];if(s!=null){let v=Ts(s.shape,d);v!=null&&(s=T({inputs:{x:s},backend:o,attrs:{shape:v}}),h.push(s))}if(n!=null){let v=Ts(n.shape,d);v!=null&&(n=T({inputs:{x:n},backend:o,attrs:{shape:v}}),h.push(n))}if(!((p===1||f===1)&&u>gl)&&c.isPacked&&d&&c.texture!=null&&l[2]%2!==0&&C.arraysEqual(c.shape.slice(-3),l.slice(-3))){let v=l[0]*l[1]*(l[2]+1),I={dataId:r.dataId,shape:[1,v,t.inChannels],dtype:r.dtype},N=c.shape;c.shape=c.shape.slice(),c.shape[c.shape.length-2]++,C.assert(Yt(c.shape,I.shape),()=>`packed reshape ${c.shape} to ${I.shape} isn't free`);let R=T({inputs:{x:e},backend:o,attrs:{shape:[1,t.inChannels,t.outChannels]}});h.push(R);let E=tr({a:I,b:R,backend:o,transposeA:m,transposeB:x,bias:n,activation:a,preluActivationWeights:s,leakyreluAlpha:i}),O=o.texData.get(E.dataId);C.assert(O.isPacked,()=>"batchMatMul result is expected to be packed"),c.shape=N,O.shape=t.outShape,g=re({inputs:{x:E},backend:o}),g.shape=t.outShape,h.push(E)}else{let v=t.outHeight*t.outWidth,I=T({inputs:{x:r},backend:o,attrs:{shape:d?[t.batchSize,v,t.inChannels]:[t.batchSize,t.inChannels,v]}}),N=T({inputs:{x:e},backend:o,attrs:{shape:[1,t.inChannels,t.outChannels]}}),R=tr({a:d?I:N,b:d?N:I,transposeA:!d,transposeB:x,backend:o,bias:n,activation:a,preluActivationWeights:s,leakyreluAlpha:i});g=T({inputs:{x:R},backend:o,attrs:{shape:t.outShape}}),h.push(I),h.push(N),h.push(R)}for(let v of h)o.disposeIntermediateTensorInfo(v);return g}function Es({x:r,filter:e,convInfo:t,backend:o,bias:n=null,preluActivationWeights:s=null,leakyreluAlpha:i=0,activation:a=null}){let{filterWidth:l,filterHeight:c,inChannels:u,outWidth:p,outHeight:f,dataFormat:d}=t,m=d==="channelsLast",x=l*c*u,g=f*p,h=[t.batchSize,x,g],b=!0,w=!1,v=[];if(s!=null){let ge=Ts(s.shape,m);ge!=null&&(s=T({inputs:{x:s},backend:o,attrs:{shape:ge}}),v.push(s))}if(n!=null){let ge=Ts(n.shape,m);ge!=null&&(n=T({inputs:{x:n},backend:o,attrs:{shape:ge}}),v.push(n))}let I=T({inputs:{x:e},backend:o,attrs:{shape:[1,x,C.sizeFromShape(e.shape)/x]}});v.push(I);let N=new Is(h,t),R=[r.shape,[t.padInfo.top,t.padInfo.left],[t.strideHeight,t.strideWidth],[t.dilationHeight,t.dilationWidth],[t.inChannels],[t.filterWidth*t.inChannels],[t.outWidth]],E=o.runWebGLProgram(N,[r],"float32",R),O=T({inputs:{x:E},backend:o,attrs:{shape:h}});v.push(E),v.push(O);let L=n!=null,V=s!=null,z=a==="leakyrelu",Re=a?xt(a,!0):null,ue=new Wr(m?O.shape:I.shape,m?I.shape:O.shape,m?[t.batchSize,g,t.outChannels]:[t.batchSize,t.outChannels,g],b,w,L,Re,V,z),fe=m?[O,I]:[I,O];if(n&&fe.push(n),V&&fe.push(s),z){let ge=o.makeTensorInfo([],"float32",C.createScalarValue(i,"float32"));fe.push(ge),v.push(ge)}let Ue=o.runWebGLProgram(ue,fe,"float32"),Ke=T({inputs:{x:Ue},backend:o,attrs:{shape:t.outShape}});v.push(Ue);for(let ge of v)o.disposeIntermediateTensorInfo(ge);return Ke}function Kv(r){let{inputs:e,backend:t,attrs:o}=r,{x:n,filter:s}=e,{strides:i,pad:a,dataFormat:l,dilations:c,dimRoundingMode:u}=o,p=y.convertConv2DDataFormat(l),f=y.computeConv2DInfo(n.shape,s.shape,i,c,a,u,!1,p),d;if(f.filterHeight===1&&f.filterWidth===1&&f.dilationHeight===1&&f.dilationWidth===1&&f.strideHeight===1&&f.strideWidth===1&&(f.padInfo.type==="SAME"||f.padInfo.type==="VALID"))d=$s({x:n,filter:s,convInfo:f,backend:t});else if(f.strideWidth<=2&&p==="channelsLast"&&S().getBool("WEBGL_EXP_CONV")){let x=new Hr(f),g=[[f.padInfo.top,f.padInfo.left],[f.strideHeight,f.strideWidth],[f.dilationHeight,f.dilationWidth],[f.inHeight,f.inWidth]];d=t.runWebGLProgram(x,[n,s],"float32",g)}else if(S().getBool("WEBGL_CONV_IM2COL"))d=Es({x:n,filter:s,convInfo:f,backend:t});else{let x=new zr(f);d=t.runWebGLProgram(x,[n,s],"float32")}let m=T({inputs:{x:d},backend:t,attrs:{shape:f.outShape}});return t.disposeIntermediateTensorInfo(d),m}var pg={kernelName:ac,backendName:"webgl",kernelFunc:Kv};var Rs=class{constructor(e){this.variableNames=["x","dy"],this.outputShape=e.filterShape;let t=e.strideHeight,o=e.strideWidth,n=e.padInfo.top,s=e.padInfo.left,i=e.dataFormat==="channelsLast";this.userCode=`
      void main() {
        ivec4 coords = getOutputCoords();
        int wR = coords.x;
        int wC = coords.y;
        int d1 = coords.z;
        int d2 = coords.w;

        // Convolve x(?, ?, d1) with dy(:, :, d2) to get dw(wR, wC, d1, d2).
        // ? = to be determined. : = across all values in that axis.
        float dotProd = 0.0;

        for (int b = 0; b < ${e.batchSize}; b++) {
          for (int yR = 0; yR < ${e.outHeight}; yR++) {
            int xR = wR + yR * ${t} - ${n};

            if (xR < 0 || xR >= ${e.inHeight}) {
              continue;
            }

            for (int yC = 0; yC < ${e.outWidth}; yC++) {
              int xC = wC + yC * ${o} - ${s};

              if (xC < 0 || xC >= ${e.inWidth}) {
                continue;
              }

              ${i?`float dyValue = getDy(b, yR, yC, d2);
              float xValue = getX(b, xR, xC, d1);
              dotProd += (xValue * dyValue);`:`float dyValue = getDy(b, d2, yR, yC);
              float xValue = getX(b, d1, xR, xC);
              dotProd += (xValue * dyValue);`}
            }
          }
        }
        setOutput(dotProd);
      }
    `}},Ns=class{constructor(e){this.variableNames=["dy","W"],this.outputShape=e.inShape;let t=e.filterHeight,o=e.filterWidth,n=e.strideHeight,s=e.strideWidth,i=e.dataFormat==="channelsLast",a=t-1-e.padInfo.top,l=o-1-e.padInfo.left,c=i?1:2,u=i?2:3,p=i?3:1;this.userCode=`
      const ivec2 pads = ivec2(${a}, ${l});

      void main() {
        ivec4 coords = getOutputCoords();
        int batch = coords[0];
        int d1 = coords[${p}];

        ivec2 dyCorner = ivec2(coords[${c}], coords[${u}]) - pads;
        int dyRCorner = dyCorner.x;
        int dyCCorner = dyCorner.y;

        // Convolve dy(?, ?, d2) with w(:, :, d1, d2) to compute dx(xR, xC, d1).
        // ? = to be determined. : = across all values in that axis.
        float dotProd = 0.0;
        for (int wR = 0; wR < ${t}; wR++) {
          float dyR = float(dyRCorner + wR) / ${n}.0;

          if (dyR < 0.0 || dyR >= ${e.outHeight}.0 || fract(dyR) > 0.0) {
            continue;
          }
          int idyR = int(dyR);

          int wRPerm = ${t} - 1 - wR;

          for (int wC = 0; wC < ${o}; wC++) {
            float dyC = float(dyCCorner + wC) / ${s}.0;

            if (dyC < 0.0 || dyC >= ${e.outWidth}.0 ||
                fract(dyC) > 0.0) {
              continue;
            }
            int idyC = int(dyC);

            int wCPerm = ${o} - 1 - wC;

            for (int d2 = 0; d2 < ${e.outChannels}; d2++) {

              if (${i}) {
                float xValue = getDy(batch, idyR, idyC, d2);
                float wValue = getW(wRPerm, wCPerm, d1, d2);
                dotProd += xValue * wValue;
              } else {
                float xValue = getDy(batch, d2, idyR, idyC);
                float wValue = getW(wRPerm, wCPerm, d1, d2);
                dotProd += xValue * wValue;
              }

            }
          }
        }
        setOutput(dotProd);
      }
    `}},ks=class{constructor(e){this.variableNames=["x","dy"],this.outputShape=e.filterShape;let t=e.strideDepth,o=e.strideHeight,n=e.strideWidth,s=e.padInfo.front,i=e.padInfo.top,a=e.padInfo.left;this.userCode=`
      void main() {
        ivec5 coords = getOutputCoords();
        int wF = coords.x;
        int wR = coords.y;
        int wC = coords.z;
        int d1 = coords.w;
        int d2 = coords.u;

        float dotProd = 0.0;

        for (int b = 0; b < ${e.batchSize}; b++) {
          for (int yF = 0; yF < ${e.outDepth}; yF++) {
            int xF = wF + yF * ${t} - ${s};

            if (xF < 0 || xF >= ${e.inDepth}) {
              continue;
            }

            for (int yR = 0; yR < ${e.outHeight}; yR++) {
              int xR = wR + yR * ${o} - ${i};

              if (xR < 0 || xR >= ${e.inHeight}) {
                continue;
              }

              for (int yC = 0; yC < ${e.outWidth}; yC++) {
                int xC = wC + yC * ${n} - ${a};

                if (xC < 0 || xC >= ${e.inWidth}) {
                  continue;
                }

                float dyValue = getDy(b, yF, yR, yC, d2);
                float xValue = getX(b, xF, xR, xC, d1);
                dotProd += (xValue * dyValue);
              }
            }
          }
        }
        setOutput(dotProd);
      }
    `}},As=class{constructor(e){this.variableNames=["dy","W"],this.outputShape=e.inShape;let t=e.filterDepth,o=e.filterHeight,n=e.filterWidth,s=e.strideDepth,i=e.strideHeight,a=e.strideWidth,l=t-1-e.padInfo.front,c=o-1-e.padInfo.top,u=n-1-e.padInfo.left;this.userCode=`
      const ivec3 pads = ivec3(${l}, ${c}, ${u});

      void main() {
        ivec5 coords = getOutputCoords();
        int batch = coords.x;
        int d1 = coords.u;


        ivec3 dyCorner = ivec3(coords.y, coords.z, coords.w) - pads;
        int dyFCorner = dyCorner.x;
        int dyRCorner = dyCorner.y;
        int dyCCorner = dyCorner.z;

        float dotProd = 0.0;
        for (int wF = 0; wF < ${t}; wF++) {
          float dyF = float(dyFCorner + wF) / ${s}.0;

          if (dyF < 0.0 || dyF >= ${e.outDepth}.0 || fract(dyF) > 0.0) {
            continue;
          }
          int idyF = int(dyF);

          int wFPerm = ${t} - 1 - wF;

          for (int wR = 0; wR < ${o}; wR++) {
            float dyR = float(dyRCorner + wR) / ${i}.0;

            if (dyR < 0.0 || dyR >= ${e.outHeight}.0 ||
              fract(dyR) > 0.0) {
              continue;
            }
            int idyR = int(dyR);

            int wRPerm = ${o} - 1 - wR;

            for (int wC = 0; wC < ${n}; wC++) {
              float dyC = float(dyCCorner + wC) / ${a}.0;

              if (dyC < 0.0 || dyC >= ${e.outWidth}.0 ||
                  fract(dyC) > 0.0) {
                continue;
              }
              int idyC = int(dyC);

              int wCPerm = ${n} - 1 - wC;

              for (int d2 = 0; d2 < ${e.outChannels}; d2++) {
                float xValue = getDy(batch, idyF, idyR, idyC, d2);
                float wValue = getW(wFPerm, wRPerm, wCPerm, d1, d2);
                dotProd += xValue * wValue;
              }
            }
          }
        }
        setOutput(dotProd);
      }
    `}};function qv(r){let{inputs:e,backend:t,attrs:o}=r,{x:n,dy:s}=e,{strides:i,pad:a,dataFormat:l,dimRoundingMode:c,filterShape:u}=o,p=y.convertConv2DDataFormat(l),f=y.computeConv2DInfo(n.shape,u,i,1,a,c,!1,p),d=new Rs(f);return t.runWebGLProgram(d,[n,s],"float32")}var fg={kernelName:lc,backendName:"webgl",kernelFunc:qv};var Fs=class{constructor(e){this.variableNames=["dy","W"],this.packedInputs=!0,this.packedOutput=!0,this.customUniforms=[{name:"strides",type:"vec2"}],this.outputShape=e.inShape,this.enableShapeUniforms=H(this.outputShape.length);let t=e.filterHeight,o=e.filterWidth,n=t-1-e.padInfo.top,s=o-1-e.padInfo.left;this.userCode=`
      const ivec2 pads = ivec2(${n}, ${s});

      void main() {
        ivec4 coords = getOutputCoords();
        int batch = coords[0];
        int d1 = coords[3];

        ivec2 dyCorner = ivec2(coords[1], coords[2]) - pads;
        int dyRCorner = dyCorner.x;
        int dyCCorner = dyCorner.y;

        vec4 result = vec4(0.);
        for (int wR = 0; wR < ${t}; wR++) {
          float dyR = float(dyRCorner + wR) / strides[0];
          if (dyR < 0.0 || dyR >= ${e.outHeight}.0 || fract(dyR) > 0.0) {
            continue;
          }
          int idyR = int(dyR);
          int wRPerm = ${t} - 1 - wR;

          for (int wC = 0; wC < ${o}; wC++) {
            int wCPerm = ${o} - 1 - wC;

            float dyC = float(dyCCorner + wC) / strides[1];
            bool idyCVal = (dyC >= 0.0) && (dyC < ${e.outWidth}.0)
              && (fract(dyC) == 0.0);
            int idyC = int(dyC);

            float dyC2 = float(dyCCorner + wC + 1) / strides[1];
            bool idyCVal2 = (dyC2 >= 0.0) && (dyC2 < ${e.outWidth}.0)
              && (fract(dyC2) == 0.0);
            int idyC2 = int(dyC2);

            if (idyCVal && idyCVal2) {
              for (int d2 = 0; d2 < ${e.outChannels}; d2 += 2) {
                vec4 wValue = getW(wRPerm, wCPerm, d1, d2);
                vec4 dySample = getDy(batch, idyR, idyC, d2);
                vec4 dySample2 = (idyC / 2 == idyC2 / 2) ?
                  dySample : getDy(batch, idyR, idyC2, d2);

                vec2 dyValue = mod(float(idyC), 2.) == 0. ?
                  dySample.xy : dySample.zw;
                result.xy += vec2(dot(dyValue, wValue.xy),
                  dot(dyValue, wValue.zw));

                dyValue = mod(float(idyC2), 2.) == 0. ?
                  dySample2.xy : dySample2.zw;
                result.zw += vec2(dot(dyValue, wValue.xy),
                  dot(dyValue, wValue.zw));
              }
            } else if (idyCVal) {
              for (int d2 = 0; d2 < ${e.outChannels}; d2 += 2) {
                vec4 wValue = getW(wRPerm, wCPerm, d1, d2);
                vec4 dySample = getDy(batch, idyR, idyC, d2);
                vec2 dyValue = mod(float(idyC), 2.) == 0. ?
                  dySample.xy : dySample.zw;
                result.xy += vec2(dot(dyValue, wValue.xy),
                  dot(dyValue, wValue.zw));
              }
            } else if (idyCVal2) {
              for (int d2 = 0; d2 < ${e.outChannels}; d2 += 2) {
                vec4 wValue = getW(wRPerm, wCPerm, d1, d2);
                vec4 dySample = getDy(batch, idyR, idyC2, d2);
                vec2 dyValue = mod(float(idyC2), 2.) == 0. ?
                  dySample.xy : dySample.zw;
                result.zw += vec2(dot(dyValue, wValue.xy),
                  dot(dyValue, wValue.zw));
              }
            }
          }
        }
        setOutput(result);
      }
    `}};function Xv(r){let{inputs:e,backend:t,attrs:o}=r,{dy:n,filter:s}=e,{inputShape:i,strides:a,pad:l,dataFormat:c,dimRoundingMode:u}=o,p=y.convertConv2DDataFormat(c),f=y.computeConv2DInfo(i,s.shape,a,1,l,u,!1,p);if(S().getBool("WEBGL_PACK_CONV2DTRANSPOSE")&&p==="channelsLast"){let d=[[f.strideHeight,f.strideWidth]],m=new Fs(f);return t.runWebGLProgram(m,[n,s],"float32",d)}else{let d=new Ns(f);return t.runWebGLProgram(d,[n,s],"float32")}}var dg={kernelName:cc,backendName:"webgl",kernelFunc:Xv};function jv(r){let{inputs:e,backend:t,attrs:o}=r,{x:n,filter:s}=e,{strides:i,pad:a,dilations:l}=o,c=y.computeConv3DInfo(n.shape,s.shape,i,l,a),u=new vs(c);return t.runWebGLProgram(u,[n,s],"float32")}var mg={kernelName:uc,backendName:"webgl",kernelFunc:jv};function Yv(r){let{inputs:e,backend:t,attrs:o}=r,{x:n,dy:s}=e,{strides:i,pad:a,filterShape:l}=o,c=y.computeConv3DInfo(n.shape,l,i,1,a),u=new ks(c);return t.runWebGLProgram(u,[n,s],"float32")}var hg={kernelName:pc,backendName:"webgl",kernelFunc:Yv};function Zv(r){let{inputs:e,backend:t,attrs:o}=r,{dy:n,filter:s}=e,{pad:i,strides:a,inputShape:l}=o,c=y.computeConv3DInfo(l,s.shape,a,1,i),u=new As(c);return t.runWebGLProgram(u,[n,s],"float32")}var gg={kernelName:fc,backendName:"webgl",kernelFunc:Zv};var Jv=He+`
  return cos(x);
`,e1=`
  vec4 result = cos(x);
  bvec4 isNaN = isnan(x);
  ${Le}
  return result;
`,t1=_({opSnippet:Jv,packedOpSnippet:e1}),xg={kernelName:"Cos",backendName:"webgl",kernelFunc:t1};var r1=`
  float e2x = exp(-x);
  return (e2x + 1.0 / e2x) / 2.0;
`,o1=_({opSnippet:r1}),Cg={kernelName:dc,backendName:"webgl",kernelFunc:o1};var _s=class{constructor(e,t,o,n,s){this.variableNames=["Image","Boxes","BoxInd"],this.outputShape=[];let[i,a,l,c]=e,[u]=t,[p,f]=o;this.outputShape=[u,p,f,c];let d=n==="bilinear"?1:0,[m,x]=[`${a-1}.0`,`${l-1}.0`],[g,h,b]=p>1?[`${(a-1)/(p-1)}`,"(y2-y1) * height_ratio",`y1*${m} + float(y)*(height_scale)`]:["0.0","0.0",`0.5 * (y1+y2) * ${m}`],[w,v,I]=f>1?[`${(l-1)/(f-1)}`,"(x2-x1) * width_ratio",`x1*${x} + float(x)*(width_scale)`]:["0.0","0.0",`0.5 * (x1+x2) * ${x}`];this.userCode=`
      const float height_ratio = float(${g});
      const float width_ratio = float(${w});
      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int y = coords[1];
        int x = coords[2];
        int d = coords[3];

        // get box vals
        float y1 = getBoxes(b,0);
        float x1 = getBoxes(b,1);
        float y2 = getBoxes(b,2);
        float x2 = getBoxes(b,3);

        // get image in batch index
        int bInd = round(getBoxInd(b));
        if(bInd < 0 || bInd >= ${i}) {
          return;
        }

        float height_scale = ${h};
        float width_scale = ${v};

        float in_y = ${b};
        if( in_y < 0.0 || in_y > ${m} ) {
          setOutput(float(${s}));
          return;
        }
        float in_x = ${I};
        if( in_x < 0.0 || in_x > ${x} ) {
          setOutput(float(${s}));
          return;
        }

        vec2 sourceFracIndexCR = vec2(in_x,in_y);
        if(${d} == 1) {
          // Compute the four integer indices.
          ivec2 sourceFloorCR = ivec2(sourceFracIndexCR);
          ivec2 sourceCeilCR = ivec2(ceil(sourceFracIndexCR));

          float topLeft = getImage(b, sourceFloorCR.y, sourceFloorCR.x, d);
          float bottomLeft = getImage(b, sourceCeilCR.y, sourceFloorCR.x, d);
          float topRight = getImage(b, sourceFloorCR.y, sourceCeilCR.x, d);
          float bottomRight = getImage(b, sourceCeilCR.y, sourceCeilCR.x, d);

          vec2 fracCR = sourceFracIndexCR - vec2(sourceFloorCR);

          float top = topLeft + (topRight - topLeft) * fracCR.x;
          float bottom = bottomLeft + (bottomRight - bottomLeft) * fracCR.x;
          float newValue = top + (bottom - top) * fracCR.y;
          setOutput(newValue);
        } else {
          // Compute the coordinators of nearest neighbor point.
          ivec2 sourceNearestCR = ivec2(floor(
            sourceFracIndexCR + vec2(0.5,0.5)));
          float newValue = getImage(b, sourceNearestCR.y, sourceNearestCR.x, d);
          setOutput(newValue);
        }
      }
    `}};var n1=r=>{let{inputs:e,backend:t,attrs:o}=r,{image:n,boxes:s,boxInd:i}=e,{cropSize:a,method:l,extrapolationValue:c}=o,u=new _s(n.shape,s.shape,a,l,c);return t.runWebGLProgram(u,[n,s,i],"float32")},bg={kernelName:gc,backendName:"webgl",kernelFunc:n1};var or;(function(r){r.Prod="*",r.Sum="+"})(or||(or={}));var $o=class{constructor(e,t,o,n){this.op=e,this.outputShape=t,this.variableNames=["x"],this.customUniforms=[{name:"index",type:"float"}];let s=this.outputShape.length,i=this.op===or.Prod?"1.0":"0.0",a=o?i:`getX(${yg(s,"coords",this.op)})`,l=this.outputShape[this.outputShape.length-1],c="",u="";o?(c=n?`end != ${l-1}`:"end != 0",u=n?"end + 1":"end - 1"):(c=n?`end + pow2 < ${l}`:"end >= pow2",u=n?"end + pow2":"end - pow2"),this.userCode=`
      void main() {
        ${M(s)} coords = getOutputCoords();
        int end = ${wg(s,"coords",this.op)};
        float val = ${a};
        int pow2 = int(pow(2.0, index));
        if (${c}) {
          int idx = ${u};
          ${wg(s,"coords",this.op)} = idx;
          val ${this.op}= getX(${yg(s,"coords",this.op)});
        }
        setOutput(val);
      }
    `}};function yg(r,e,t){if(r===1)return`${e}`;if(r===2)return`${e}.x, ${e}.y`;if(r===3)return`${e}.x, ${e}.y, ${e}.z`;if(r===4)return`${e}.x, ${e}.y, ${e}.z, ${e}.w`;throw new Error(`Cumulative ${t} for rank ${r} is not yet supported`)}function wg(r,e,t){if(r===1)return`${e}`;if(r===2)return`${e}.y`;if(r===3)return`${e}.z`;if(r===4)return`${e}.w`;throw new Error(`Cumulative ${t} for rank ${r} is not yet supported`)}function Ds(r,e,t,o,n,s){let i=e.shape.length,a=y.getAxesPermutation([o],i),l=e;a!=null&&(l=Y({inputs:{x:e},backend:t,attrs:{perm:a}}));let c=y.getInnerMostAxes(1,i)[0];if(c!==i-1)throw new Error(`WebGL cumprod shader expects an inner-most axis=${e.shape.length-1} but got axis=${o}`);let u=l.shape[c],p=re({inputs:{x:l},backend:t});for(let f=0;f<=Math.ceil(Math.log2(u))-1;f++){let d=new $o(r,l.shape,!1,s),m=[[f]],x=p;p=t.runWebGLProgram(d,[p],p.dtype,m),t.disposeIntermediateTensorInfo(x)}if(n){let f=new $o(r,l.shape,n,s),d=p;p=t.runWebGLProgram(f,[p],p.dtype),t.disposeIntermediateTensorInfo(d)}if(a!=null){let f=y.getUndoAxesPermutation(a),d=Y({inputs:{x:p},backend:t,attrs:{perm:f}});return t.disposeIntermediateTensorInfo(p),t.disposeIntermediateTensorInfo(l),d}return p}function s1(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{axis:s,exclusive:i,reverse:a}=o;return Ds(or.Prod,n,t,s,i,a)}var Sg={kernelName:mc,backendName:"webgl",kernelFunc:s1};function i1(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{axis:s,exclusive:i,reverse:a}=o;return Ds(or.Sum,n,t,s,i,a)}var vg={kernelName:hc,backendName:"webgl",kernelFunc:i1};function a1(r){let{inputs:e,backend:t,attrs:o}=r,{x:n,weights:s}=e,{size:i,binaryOutput:a}=o;if(n.shape.length===1){let l=t.readSync(n.dataId),c=t.readSync(s.dataId),u=jn(l,c,s.dtype,s.shape,i);return t.makeTensorInfo([i],s.dtype,u)}else if(n.shape.length===2){let l=t.bufferSync(n),c=t.bufferSync(s),u=lm(l,c,i,a);return t.makeTensorInfo(u.shape,s.dtype,u.values)}throw new Error(`Error in denseBincount: input must be at most rank 2, but got rank${n.shape.length}.`)}var Ig={kernelName:xc,backendName:"webgl",kernelFunc:a1};var Os=class{constructor(e,t,o){this.variableNames=["x"],this.outputShape=[],this.outputShape=e,this.blockSize=t,this.dataFormat=o,this.userCode=`
    void main() {
      ivec4 coords = getOutputCoords();
      int b = coords[0];
      int h = ${this.getHeightCoordString()};
      int w = ${this.getWidthCoordString()};
      int d = ${this.getDepthCoordString()};

      int in_h = h / ${t};
      int offset_h = imod(h, ${t});
      int in_w = w / ${t};
      int offset_w = imod(w, ${t});
      int offset_d = (offset_h * ${t} + offset_w) *
        ${this.getOutputDepthSize()};
      int in_d = d + offset_d;

      float result = ${this.getInputSamplingString()};
      setOutput(result);
    }
  `}getHeightCoordString(){return this.dataFormat==="NHWC"?"coords[1]":"coords[2]"}getWidthCoordString(){return this.dataFormat==="NHWC"?"coords[2]":"coords[3]"}getDepthCoordString(){return this.dataFormat==="NHWC"?"coords[3]":"coords[1]"}getOutputDepthSize(){return this.dataFormat==="NHWC"?this.outputShape[3]:this.outputShape[1]}getInputSamplingString(){return this.dataFormat==="NHWC"?"getX(b, in_h, in_w, in_d)":"getX(b, in_d, in_h, in_w)"}};function l1(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{blockSize:s,dataFormat:i}=o,a=n.shape[0],l=i==="NHWC"?n.shape[1]:n.shape[2],c=i==="NHWC"?n.shape[2]:n.shape[3],u=i==="NHWC"?n.shape[3]:n.shape[1],p=l*s,f=c*s,d=u/(s*s),m=i==="NHWC"?[a,p,f,d]:[a,d,p,f],x=new Os(m,s,i);return t.runWebGLProgram(x,[n],n.dtype)}var Tg={kernelName:Cc,backendName:"webgl",kernelFunc:l1};var Kr=class{constructor(e,t=!1,o=null,n=!1,s=!1){this.variableNames=["x","W"],this.customUniforms=[{name:"pads",type:"ivec2"},{name:"strides",type:"ivec2"},{name:"dilations",type:"ivec2"},{name:"inDims",type:"ivec2"}],this.outputShape=e.outShape,this.enableShapeUniforms=H(this.outputShape.length);let i=e.filterHeight,a=e.filterWidth,l=e.outChannels/e.inChannels,c="",u="";o&&(n?c=`float activation(float a) {
          float b = getPreluActivationWeightsAtOutCoords();
          ${o}
        }`:s?c=`float activation(float a) {
          float b = getLeakyreluAlphaAtOutCoords();
          ${o}
        }`:c=`
          float activation(float x) {
            ${o}
          }
        `,u="result = activation(result);");let p=t?"result += getBiasAtOutCoords();":"";t&&this.variableNames.push("bias"),n&&this.variableNames.push("preluActivationWeights"),s&&this.variableNames.push("leakyreluAlpha"),this.userCode=`
      ${c}

      void main() {
        ivec4 coords = getOutputCoords();
        int batch = coords.x;
        ivec2 xRCCorner = coords.yz * strides - pads;
        int d2 = coords.w;
        int d1 = d2 / ${l};
        int q = d2 - d1 * ${l};

        int xRCorner = xRCCorner.x;
        int xCCorner = xRCCorner.y;

        // Convolve x(?, ?, d1) with w(:, :, d1, q) to get y(yR, yC, d2).
        // ? = to be determined. : = across all values in that axis.
        float dotProd = 0.0;
        // TO DO(dsmilkov): Flatten the two for loops and vec4 the operations.
        for (int wR = 0; wR < ${i}; wR++) {
          int xR = xRCorner + wR * dilations[0];

          if (xR < 0 || xR >= inDims[0]) {
            continue;
          }

          for (int wC = 0; wC < ${a}; wC++) {
            int xC = xCCorner + wC * dilations[1];

            if (xC < 0 || xC >= inDims[1]) {
              continue;
            }

            float xVal = getX(batch, xR, xC, d1);
            float wVal = getW(wR, wC, d1, q);
            dotProd += xVal * wVal;
          }
        }

        float result = dotProd;
        ${p}
        ${u}
        setOutput(result);
      }
    `}};var qr=class{constructor(e,t=!1,o=null,n=!1,s=!1){this.variableNames=["x","W"],this.packedInputs=!0,this.packedOutput=!0,this.customUniforms=[{name:"pads",type:"ivec2"},{name:"strides",type:"ivec2"},{name:"dilations",type:"ivec2"},{name:"inDims",type:"ivec2"}],this.outputShape=e.outShape,this.enableShapeUniforms=H(this.outputShape.length);let i=e.outChannels/e.inChannels,a=e.padInfo.left,l=e.strideWidth,c=e.dilationWidth,u=e.filterHeight,p=e.filterWidth,f=p,d=`
      int xR; int xC; int xCOffset;
      vec4 wTexel; vec4 previous; vec4 final;`;for(let h=0;h<p;h++)d+=`
          vec4 xTexelC${h*2};
          int xTexelC${h*2}Ready;
          vec4 xTexelC${h*2+1};
          int xTexelC${h*2+1}Ready;
          vec4 xC${h};`;d+=`
    for (int r = 0; r < ${u}; r++) {
      `;for(let h=0;h<p;h++)d+=`
          xTexelC${h*2} = vec4(0.0);
          xTexelC${h*2}Ready = 0;
          xTexelC${h*2+1} = vec4(0.0);
          xTexelC${h*2+1}Ready = 0;
          xC${h} = vec4(0.0);`;d+=`
        xR = xRCorner + r * dilations[0];
        if (xR >=0 && xR < inDims[0]) {
      `;for(let h=0;h<(f+1)/2;h++){let b=h*2;if(d+=`
          xC = xCCorner + ${b*c};
          `,l===1){if(b<p&&(a%2===1?(d+=`
                xCOffset = xC + 1;
                if (xCOffset >= 0 && xCOffset < inDims[1] && xTexelC${b}Ready == 0) {
                  xTexelC${b} = getX(batch, xR, xCOffset, d1);

                  // Need to manually clear unused channels in case
                  // we're reading from recycled texture.
                  if (xCOffset + 1 >= inDims[1]) {
                    xTexelC${b}.zw = vec2(0.0);
                  }
                  xTexelC${b}Ready = 1;
                }
              `,c===1&&b>0?d+=`
                xC${b} = vec4(xTexelC${b-2}.zw, xTexelC${b}.xy);
                `:d+=`
                  xCOffset = xC + 1 - 2;

                  if (xCOffset >= 0 && xCOffset < inDims[1]) {
                    previous = getX(batch, xR, xCOffset, d1);

                    // Need to manually clear unused channels in case
                    // we're reading from recycled texture.
                    if (xCOffset + 1 >= inDims[1]) {
                      previous.zw = vec2(0.0);
                    }

                    xC${b} = vec4(previous.zw, xTexelC${b}.xy);
                  } else {
                    xC${b} = vec4(0.0, 0.0, xTexelC${b}.xy);
                  }
                  `):d+=`
                if (xC >= 0 && xC < inDims[1] && xTexelC${b}Ready == 0) {
                  xTexelC${b} = getX(batch, xR, xC, d1);
                  if (xC + 1 >= inDims[1]) {
                    xTexelC${b}.zw = vec2(0.0);
                  }
                  xTexelC${b}Ready = 1;
                }

                xC${b} = xTexelC${b};
                `,b+1<p)){let w=a%2===0?C.nearestLargerEven(c):c;c%2===0&&a%2===1||c%2!==0&&a%2!==1?(d+=`
                  xCOffset = xC + imod(pads[1], 2) + ${w};

                  if (xCOffset >= 0 && xCOffset < inDims[1] && xTexelC${b+1}Ready == 0) {
                    xTexelC${b+1} = getX(batch, xR, xCOffset, d1);

                    // Need to manually clear unused channels in case
                    // we're reading from recycled texture.
                    if (xCOffset + 1 >= inDims[1]) {
                      xTexelC${b+1}.zw = vec2(0.0);
                    }
                    xTexelC${b+1}Ready = 1;
                  }
                  `,c>1?d+=`
                    xCOffset -= 2;
                    if (xCOffset >= 0 && xCOffset < inDims[1]) {
                     previous = getX(batch, xR, xCOffset, d1);
                     xC${b+1} = vec4(previous.zw, xTexelC${b+1}.xy);
                    } else {
                     xC${b+1} = vec4(0.0, 0.0, xTexelC${b+1}.xy);
                    }
                    `:d+=`
                    xC${b+1} = vec4(xTexelC${b}.zw, xTexelC${b+1}.xy);
                    `):w===1?d+=`
                    xC${b+1} = xTexelC${b};
                    `:d+=`
                    xCOffset = xC + ${w};

                    if (xCOffset >= 0 && xCOffset < inDims[1] && xTexelC${b+1}Ready == 0) {
                      xTexelC${b+1} = getX(batch, xR, xCOffset, d1);
                      if (xCOffset + 1 >= inDims[1]) {
                        xTexelC${b+1}.zw = vec2(0.0);
                      }
                      xTexelC${b+1}Ready = 1;
                    }

                    xC${b+1} = xTexelC${b+1};
                    `}}else b<p&&(a%2===1?(d+=`
                xCOffset = xC + 1 - strides[1];
                if(xCOffset >= 0 && xCOffset < inDims[1] && xTexelC${b}Ready == 0) {
                  xTexelC${b} = getX(batch, xR, xCOffset, d1);
                  // Need to manually clear unused channels in case
                  // we're reading from recycled texture.
                  if (xCOffset + 1 >= inDims[1]) {
                    xTexelC${b}.zw = vec2(0.0);
                  }
                  xTexelC${b}Ready = 1;
                }

                if(xC + 1 >= 0 && xC + 1 < inDims[1] && xTexelC${b+1}Ready == 0) {
                  xTexelC${b+1} = getX(batch, xR, xC + 1, d1);
                  // Need to manually clear unused channels in case
                  // we're reading from recycled texture.
                  if (xC + 2 >= inDims[1]) {
                    xTexelC${b+1}.zw = vec2(0.0);
                  }
                  xTexelC${b+1}Ready = 1;
                }

                xC${b} = vec4(xTexelC${b}.zw, xTexelC${b+1}.zw);
              `,b+1<p&&(d+=`
                  final = vec4(0.0);
                  xCOffset = xC + 1 + strides[1];
                  if(xCOffset >= 0 && xCOffset < inDims[1]) {
                    final = getX(batch, xR, xCOffset, d1);
                  }
                  xC${b+1} = vec4(xTexelC${b+1}.xy, final.xy);
                `)):(d+=`
                if(xC >= 0 && xC < inDims[1] && xTexelC${b}Ready == 0) {
                  xTexelC${b} = getX(batch, xR, xC, d1);
                  if (xC + 1 >= inDims[1]) {
                    xTexelC${b}.zw = vec2(0.0);
                  }
                  xTexelC${b}Ready = 1;
                }

                xCOffset = xC + strides[1];
                if(xCOffset >= 0 && xCOffset < inDims[1] && xTexelC${b+1}Ready == 0) {
                  xTexelC${b+1} = getX(batch, xR, xCOffset, d1);
                  if (xCOffset + 1 >= inDims[1]) {
                    xTexelC${b+1}.zw = vec2(0.);
                  }
                  xTexelC${b+1}Ready = 1;
                }

                xC${b} = vec4(
                  xTexelC${b}.xy, xTexelC${b+1}.xy);
              `,b+1<p&&(d+=`
                  xC${b+1} = vec4(xTexelC${b}.zw, xTexelC${b+1}.zw);
                `)));b<p&&(d+=`
            wTexel = getW(r, ${b}, d1, q);
            dotProd += xC${b} * vec4(wTexel.xz, wTexel.xz);
          `,b+1<p&&(d+=`
              wTexel = getW(r, ${b+1}, d1, q);
              dotProd += xC${b+1} * vec4(wTexel.xz, wTexel.xz);
            `))}d+=`
    }
  `,d+=`
      }
    `;let m="",x="";o&&(n?m=`vec4 activation(vec4 a) {
          vec4 b = getPreluActivationWeightsAtOutCoords();
          ${o}
        }`:s?m=`vec4 activation(vec4 a) {
          vec4 b = getLeakyreluAlphaAtOutCoords();
          ${o}
        }`:m=`vec4 activation(vec4 x) {
          ${o}
        }`,x="result = activation(result);");let g=t?"result += getBiasAtOutCoords();":"";t&&this.variableNames.push("bias"),n&&this.variableNames.push("preluActivationWeights"),s&&this.variableNames.push("leakyreluAlpha"),this.userCode=`
      ${m}

      void main() {
        ivec4 coords = getOutputCoords();
        int batch = coords.x;
        ivec2 xRCCorner = coords.yz * strides - pads;
        int d2 = coords.w;
        int d1 = d2 / ${i};
        int q = d2 - d1 * ${i};
        int xRCorner = xRCCorner.x;
        int xCCorner = xRCCorner.y;

        //intialize dotProd with a small epsilon seems to reduce GPU accuracy loss.
        vec4 dotProd = vec4(0.000000000000001);

        ${d}

        vec4 result = dotProd - vec4(0.000000000000001);
        ${g}
        ${x}
        setOutput(result);
      }
    `}};function c1(r){let{inputs:e,backend:t,attrs:o}=r,{x:n,filter:s}=e,{strides:i,pad:a,dilations:l,dimRoundingMode:c}=o,u=l;u==null&&(u=[1,1]),C.assert(y.eitherStridesOrDilationsAreOne(i,u),()=>`Error in depthwiseConv2d: Either strides or dilations must be 1. Got strides ${i} and dilations '${u}'`);let p=y.computeConv2DInfo(n.shape,s.shape,i,u,a,c,!0),f;S().getBool("WEBGL_PACK_DEPTHWISECONV")&&p.strideWidth<=2&&p.outChannels/p.inChannels===1?f=new qr(p):f=new Kr(p);let d=[[p.padInfo.top,p.padInfo.left],[p.strideHeight,p.strideWidth],[p.dilationHeight,p.dilationWidth],[p.inHeight,p.inWidth]];return t.runWebGLProgram(f,[n,s],"float32",d)}var $g={kernelName:bc,backendName:"webgl",kernelFunc:c1};var Ps=class{constructor(e){this.variableNames=["x","dy"],this.outputShape=e.filterShape;let t=e.strideHeight,o=e.strideWidth,n=e.padInfo.top,s=e.padInfo.left,i=e.outChannels/e.inChannels;this.userCode=`
      void main() {
        ivec4 coords = getOutputCoords();
        int wR = coords.x;
        int wC = coords.y;
        int d1 = coords.z;
        int dm = coords.w;
        int d2 = d1 * ${i} + dm;

        float dotProd = 0.0;

        // TO DO: Vec4 over the batch size
        for (int b = 0; b < ${e.batchSize}; b++) {
          for (int yR = 0; yR < ${e.outHeight}; yR++) {
            int xR = wR + yR * ${t} - ${n};

            if (xR < 0 || xR >= ${e.inHeight}) {
              continue;
            }

            for (int yC = 0; yC < ${e.outWidth}; yC++) {
              int xC = wC + yC * ${o} - ${s};

              if (xC < 0 || xC >= ${e.inWidth}) {
                continue;
              }

              float dyValue = getDy(b, yR, yC, d2);
              float xValue = getX(b, xR, xC, d1);
              dotProd += (xValue * dyValue);
            }
          }
        }
        setOutput(dotProd);
      }
    `}},Ls=class{constructor(e){this.variableNames=["dy","W"],this.outputShape=e.inShape;let t=e.filterHeight,o=e.filterWidth,n=e.strideHeight,s=e.strideWidth,i=t-1-e.padInfo.top,a=o-1-e.padInfo.left,l=e.outChannels/e.inChannels;this.userCode=`
      const ivec2 pads = ivec2(${i}, ${a});

      void main() {
        ivec4 coords = getOutputCoords();
        int batch = coords[0];
        int d1 = coords[3];
        ivec2 dyCorner = coords.yz - pads;
        int dyRCorner = dyCorner.x;
        int dyCCorner = dyCorner.y;

        float dotProd = 0.0;

        for (int wR = 0; wR < ${t}; wR++) {
          float dyR = float(dyRCorner + wR) / ${n}.0;

          if (dyR < 0.0 || dyR >= ${e.outHeight}.0 || fract(dyR) > 0.0) {
            continue;
          }
          int idyR = int(dyR);

          int wRPerm = ${t} - 1 - wR;

          for (int wC = 0; wC < ${o}; wC++) {
            float dyC = float(dyCCorner + wC) / ${s}.0;

            if (dyC < 0.0 || dyC >= ${e.outWidth}.0 ||
                fract(dyC) > 0.0) {
              continue;
            }
            int idyC = int(dyC);

            int wCPerm = ${o} - 1 - wC;

            // TO DO: Vec4 over the channelMul
            for (int dm = 0; dm < ${l}; dm++) {
              int d2 = d1 * ${l} + dm;
              float xValue = getDy(batch, idyR, idyC, d2);
              float wValue = getW(wRPerm, wCPerm, d1, dm);
              dotProd += xValue * wValue;
            }
          }
        }
        setOutput(dotProd);
      }
    `}};function u1(r){let{inputs:e,backend:t,attrs:o}=r,{x:n,dy:s}=e,{strides:i,dilations:a,pad:l,dimRoundingMode:c,filterShape:u}=o,p=y.computeConv2DInfo(n.shape,u,i,a,l,c,!0),f=new Ps(p);return t.runWebGLProgram(f,[n,s],"float32")}var Eg={kernelName:yc,backendName:"webgl",kernelFunc:u1};function p1(r){let{inputs:e,backend:t,attrs:o}=r,{dy:n,filter:s}=e,{strides:i,dilations:a,pad:l,dimRoundingMode:c,inputShape:u}=o,p=y.computeConv2DInfo(u,s.shape,i,a,l,c,!0),f=new Ls(p);return t.runWebGLProgram(f,[n,s],"float32")}var Rg={kernelName:wc,backendName:"webgl",kernelFunc:p1};var Ms=class{constructor(e){this.variableNames=["X"],this.outputShape=[e,e],this.userCode=`
      void main() {
          ivec2 coords = getOutputCoords();
          float val = coords[0] == coords[1] ? getX(coords[0]) : 0.0;
          setOutput(val);
      }
    `}};function f1(r){let{inputs:e,backend:t}=r,{x:o}=e,n=[...o.shape,...o.shape],s=C.sizeFromShape(o.shape),i=T({inputs:{x:o},backend:t,attrs:{shape:[s]}}),a=new Ms(s),l=t.runWebGLProgram(a,[i],i.dtype),c=T({inputs:{x:l},backend:t,attrs:{shape:n}});return t.disposeIntermediateTensorInfo(i),t.disposeIntermediateTensorInfo(l),c}var Ng={kernelName:Sc,backendName:"webgl",kernelFunc:f1};var Bs=class{constructor(e){this.variableNames=["x","W"],this.outputShape=e.outShape;let{inHeight:t,inWidth:o,padInfo:n,strideHeight:s,strideWidth:i,filterHeight:a,filterWidth:l,dilationHeight:c,dilationWidth:u}=e,{top:p,left:f}=n;this.userCode=`
      const ivec2 strides = ivec2(${s}, ${i});
      const ivec2 pads = ivec2(${p}, ${f});
      const float neg_infinity = -3.4e38;

      void main() {
        ivec4 coords = getOutputCoords();
        int batch = coords.x;
        int d1 = coords.w;
        ivec2 outTopLeftCorner =
            coords.yz * strides - pads;
        int hBeg = outTopLeftCorner.x;
        int wBeg = outTopLeftCorner.y;

        float curVal = neg_infinity;
        for (int h = 0; h < ${a}; h++) {
          int hIn = hBeg + h * ${c};

          if (hIn >= 0 && hIn < ${t}) {
            for (int w = 0; w < ${l}; w++) {
              int wIn = wBeg + w * ${u};

              if (wIn >= 0 && wIn < ${o}) {
                float xVal = getX(batch, hIn, wIn, d1);
                float wVal = getW(h, w, d1);

                float val = xVal + wVal;
                if (val > curVal) {
                  curVal = val;
                }
              }
            }
          }
        }

        float result = curVal;
        setOutput(result);
      }
    `}};function d1(r){let{inputs:e,backend:t,attrs:o}=r,{x:n,filter:s}=e,{strides:i,pad:a,dilations:l}=o,c=y.computeDilation2DInfo(n.shape,s.shape,i,a,"NHWC",l),u,p=new Bs(c);u=t.runWebGLProgram(p,[n,s],"float32");let f=T({inputs:{x:u},backend:t,attrs:{shape:c.outShape}});return t.disposeIntermediateTensorInfo(u),f}var kg={kernelName:vc,backendName:"webgl",kernelFunc:d1};function m1(r){let{inputs:e,backend:t,attrs:o}=r,{equation:n}=o,s=e,{allDims:i,summedDims:a,idDims:l}=y.decodeEinsumEquation(n,s.length);y.checkEinsumDimSizes(i.length,l,s);let{path:c,steps:u}=y.getEinsumComputePath(a,l),p=u.length,f=null,d=i.length,m=[];for(let x=0;x<p;++x){for(let g of u[x]){let{permutationIndices:h,expandDims:b}=y.getEinsumPermutation(d,l[g]),w;y.isIdentityPermutation(h)?w=s[g]:(w=Y({inputs:{x:s[g]},backend:t,attrs:{perm:h}}),m.push(w));let v=w.shape.slice();for(let I=0;I<b.length;++I)v.splice(b[I],0,1);C.arraysEqual(w.shape,v)||(w=T({inputs:{x:w},backend:t,attrs:{shape:v}}),m.push(w)),f===null?f=w:(f=Io({inputs:{a:w,b:f},backend:t}),m.push(f))}x<p-1&&(c[x]>=0&&(f=er({inputs:{x:f},backend:t,attrs:{axis:c[x]-(i.length-d),keepDims:!1}}),m.push(f)),d--)}for(let x of m)x!==f&&t.disposeIntermediateTensorInfo(x);return f}var Ag={kernelName:Ic,backendName:"webgl",kernelFunc:m1};var h1="return (x >= 0.0) ? x : (exp(x) - 1.0);",g1=`
  vec4 result;

  result.r = (x.r >= 0.0) ? x.r : (exp(x.r) - 1.0);
  result.g = (x.g >= 0.0) ? x.g : (exp(x.g) - 1.0);
  result.b = (x.b >= 0.0) ? x.b : (exp(x.b) - 1.0);
  result.a = (x.a >= 0.0) ? x.a : (exp(x.a) - 1.0);

  return result;
`,x1=_({opSnippet:h1,packedOpSnippet:g1}),Fg={kernelName:"Elu",backendName:"webgl",kernelFunc:x1};var C1="return (b >= 0.0) ? a : a * (b + 1.0);",b1=`
  vec4 bGTEZero = vec4(greaterThanEqual(b, vec4(0.)));
  return (bGTEZero * a) + ((vec4(1.0) - bGTEZero) * (a * (b + vec4(1.0))));
`,y1=r=>{let{inputs:e,backend:t}=r,{dy:o,y:n}=e,s=S().getBool("WEBGL_PACK_BINARY_OPERATIONS")?new Pe(b1,o.shape,n.shape):new $e(C1,o.shape,n.shape);return t.runWebGLProgram(s,[o,n],o.dtype)},_g={kernelName:Tc,backendName:"webgl",kernelFunc:y1};var w1=`
  return vec4(equal(a, b));
`,S1="return float(a == b);",v1=G({opSnippet:S1,packedOpSnippet:w1,dtype:"bool",cpuKernelImpl:dm}),Dg={kernelName:Mo,backendName:"webgl",kernelFunc:v1};var T1=`
  // Error function is calculated approximately with elementary function.
  // See "Handbook of Mathematical Functions with Formulas,
  // Graphs, and Mathematical Tables", Abramowitz and Stegun.
  float p = ${y.ERF_P};
  float a1 = ${y.ERF_A1};
  float a2 = ${y.ERF_A2};
  float a3 = ${y.ERF_A3};
  float a4 = ${y.ERF_A4};
  float a5 = ${y.ERF_A5};

  float sign = sign(x);
  x = abs(x);
  float t = 1.0 / (1.0 + p * x);
  return sign * (1.0 - (((((a5*t + a4)*t) + a3)*t + a2)*t + a1)*t*exp(-x*x));
`,$1=_({opSnippet:T1}),Og={kernelName:"Erf",backendName:"webgl",kernelFunc:$1};var E1=He+`
  return exp(x);
`,R1=`
  vec4 result = exp(x);
  bvec4 isNaN = isnan(x);
  result.r = isNaN.r ? x.r : result.r;
  result.g = isNaN.g ? x.g : result.g;
  result.b = isNaN.b ? x.b : result.b;
  result.a = isNaN.a ? x.a : result.a;

  return result;
`,wl=_({opSnippet:E1,packedOpSnippet:R1,cpuKernelImpl:mm,dtype:"float32"}),Pg={kernelName:"Exp",backendName:"webgl",kernelFunc:wl};function Us(r){let{inputs:e,attrs:t,backend:o}=r,{dim:n}=t,{input:s}=e,i=s.shape.length,a=s.shape.slice(),l=n;return n<0&&(C.assert(-(i+1)<=n,()=>`Axis must be in the interval [${-(i+1)}, ${i}]`),l=i+n+1),a.splice(l,0,1),T({inputs:{x:s},backend:o,attrs:{shape:a}})}var Lg={kernelName:$c,backendName:"webgl",kernelFunc:Us};var Mg="return exp(x) - 1.0;",N1=_({opSnippet:Mg,packedOpSnippet:Mg,cpuKernelImpl:hm}),Bg={kernelName:Bo,backendName:"webgl",kernelFunc:N1};var Eo=class{constructor(e,t,o){this.variableNames=["real","imag"];let n=t[1];this.outputShape=t;let s=o?`2.0 * ${Math.PI}`:`-2.0 * ${Math.PI}`,i=o?`${n}.0`:"1.0",a;if(e==="real")a="return real * expR - imag * expI;";else if(e==="imag")a="return real * expI + imag * expR;";else throw new Error(`FFT component must be either "real" or "imag", got ${e}.`);this.userCode=`
      const float exponentMultiplier = ${s};

      float unaryOpComplex(float real, float expR, float imag, float expI) {
        ${a}
      }

      float mulMatDFT(int batch, int index) {
        float indexRatio = float(index) / float(${n});
        float exponentMultiplierTimesIndexRatio =
            exponentMultiplier * indexRatio;

        float result = 0.0;

        for (int i = 0; i < ${n}; i++) {
          // x = (-2|2 * PI / N) * index * i;
          float x = exponentMultiplierTimesIndexRatio * float(i);
          float expR = cos(x);
          float expI = sin(x);
          float real = getReal(batch, i);
          float imag = getImag(batch, i);

          result +=
              unaryOpComplex(real, expR, imag, expI) / ${i};
        }

        return result;
      }

      void main() {
        ivec2 coords = getOutputCoords();
        setOutput(mulMatDFT(coords[0], coords[1]));
      }
    `}};function Vs(r,e,t){let o=t.texData.get(r.dataId),n=C.sizeFromShape(r.shape),s=r.shape[r.shape.length-1],i=n/s,a=T({inputs:{x:r},backend:t,attrs:{shape:[i,s]}}),l=a.shape,c=new Eo("real",l,e),u=new Eo("imag",l,e),p=[{dataId:o.complexTensorInfos.real.dataId,dtype:o.complexTensorInfos.real.dtype,shape:l},{dataId:o.complexTensorInfos.imag.dataId,dtype:o.complexTensorInfos.imag.dtype,shape:l}],f=t.runWebGLProgram(c,p,"float32"),d=t.runWebGLProgram(u,p,"float32"),m=Ee({inputs:{real:f,imag:d},backend:t});t.disposeIntermediateTensorInfo(f),t.disposeIntermediateTensorInfo(d);let x=T({inputs:{x:m},backend:t,attrs:{shape:r.shape}});return t.disposeIntermediateTensorInfo(a),t.disposeIntermediateTensorInfo(m),x}function A1(r){let{inputs:e,backend:t}=r,{input:o}=e;return Vs(o,!1,t)}var Ug={kernelName:"FFT",backendName:"webgl",kernelFunc:A1};var Ws=class{constructor(e,t){this.outputShape=[],this.customUniforms=[{name:"value",type:"float"}],this.variableNames=["x"],this.outputShape=e,this.userCode=`
      void main() {
        // Input can be obtained from uniform value.
        setOutput(value);
      }
    `}};function bt(r){let{backend:e,attrs:t}=r,{shape:o,value:n}=t,{dtype:s}=t;if(s=s||C.inferDtype(n),s==="string"){let i=C.getArrayFromDType(s,C.sizeFromShape(o));return i.fill(n),e.makeTensorInfo(o,s,i)}else{let i=new Ws(o,n),a=[[n]];return e.runWebGLProgram(i,[],s,a)}}var Vg={kernelName:Uo,backendName:"webgl",kernelFunc:bt};var Gs=class{constructor(e){this.variableNames=["Image"],this.outputShape=[];let t=e[2];this.outputShape=e,this.userCode=`
        void main() {
          ivec4 coords = getOutputCoords();
          int x = coords[2];

          int coordX = ${t} - x - 1;
          float outputValue;
          if(coordX >= 0 && coordX < ${t}) {
            outputValue = getImage(coords[0], coords[1], coordX, coords[3]);
          } else {
            outputValue = getImage(coords[0], coords[1], coords[2], coords[3]);
          }
          setOutput(outputValue);
        }
    `}};var Wg={kernelName:Ec,backendName:"webgl",kernelFunc:({inputs:r,backend:e})=>{let{image:t}=r,o=e,n=new Gs(t.shape);return o.runWebGLProgram(n,[t],t.dtype)}};var Gg="return floor(x);",F1=_({opSnippet:Gg,packedOpSnippet:Gg,cpuKernelImpl:gm}),zg={kernelName:Vo,backendName:"webgl",kernelFunc:F1};var _1=`
  float s = sign(a) * sign(b);
  int ia = round(a);
  int ib = round(b);
  if (ib != 0) {
    // Windows (D3D) wants guaranteed non-zero int division at compile-time.
    return float(idiv(ia, ib, s));
  } else {
    return NAN;
  }
`,D1=`
  ivec4 ia = round(a);
  ivec4 ib = round(b);
  bvec4 cond = notEqual(ib, ivec4(0));
  ivec4 result = ivec4(0);
  vec4 s = sign(a) * sign(b);

  // Windows (D3D) wants guaranteed non-zero int division at compile-time.
  if (cond[0]) {
    result[0] = idiv(ia[0], ib[0], s[0]);
  }
  if (cond[1]) {
    result[1] = idiv(ia[1], ib[1], s[1]);
  }
  if (cond[2]) {
    result[2] = idiv(ia[2], ib[2], s[2]);
  }
  if (cond[3]) {
    result[3] = idiv(ia[3], ib[3], s[3]);
  }
  return vec4(result);
`,O1=G({opSnippet:_1,packedOpSnippet:D1,dtype:"int32"}),Hg={kernelName:mr,backendName:"webgl",kernelFunc:O1};var zs=class{constructor(e){this.variableNames=["A"];let t=Q(),[o,n]=e;this.outputShape=e,this.userCode=`
      void main() {
        ivec3 coords = getOutputCoords();
        int texR = coords[0];
        int texC = coords[1];
        int depth = coords[2];
        vec2 uv = (vec2(texC, texR) + halfCR) / vec2(${n}.0, ${o}.0);

        vec4 values = ${t.texture2D}(A, uv);
        float value;
        if (depth == 0) {
          value = values.r;
        } else if (depth == 1) {
          value = values.g;
        } else if (depth == 2) {
          value = values.b;
        } else if (depth == 3) {
          value = values.a;
        }

        setOutput(floor(value * 255.0 + 0.5));
      }
    `}};var Hs=class{constructor(e){this.variableNames=["A"],this.packedInputs=!1,this.packedOutput=!0;let t=Q(),[o,n]=e;this.outputShape=e,this.userCode=`
      void main() {
        ivec3 coords = getOutputCoords();
        int texR = coords[0];
        int texC = coords[1];
        int depth = coords[2];

        vec4 result = vec4(0.);

        for(int row=0; row<=1; row++) {
          for(int col=0; col<=1; col++) {
            texC = coords[1] + row;
            depth = coords[2] + col;

            vec2 uv = (vec2(texC, texR) + halfCR) /
                       vec2(${n}.0, ${o}.0);
            vec4 values = ${t.texture2D}(A, uv);
            float value;
            if (depth == 0) {
              value = values.r;
            } else if (depth == 1) {
              value = values.g;
            } else if (depth == 2) {
              value = values.b;
            } else if (depth == 3) {
              value = values.a;
            }

            result[row * 2 + col] = floor(value * 255.0 + 0.5);
          }
        }

        ${t.output} = result;
      }
    `}};var Kg={kernelName:Wu,backendName:"webgl",kernelFunc:P1},Xr,Sl=S().getBool("CANVAS2D_WILL_READ_FREQUENTLY_FOR_GPU");function P1(r){let{inputs:e,backend:t,attrs:o}=r,{pixels:n}=e,{numChannels:s}=o,i=typeof HTMLVideoElement<"u"&&n instanceof HTMLVideoElement,a=typeof HTMLImageElement<"u"&&n instanceof HTMLImageElement,[l,c]=i?[n.videoWidth,n.videoHeight]:[n.width,n.height],u=[c,l],p=[c,l,s];if(a||i){let x=S().getBool("CANVAS2D_WILL_READ_FREQUENTLY_FOR_GPU");(Xr==null||x!==Sl)&&(Sl=x,Xr=document.createElement("canvas").getContext("2d",{willReadFrequently:Sl})),Xr.canvas.width=l,Xr.canvas.height=c,Xr.drawImage(n,0,0,l,c),n=Xr.canvas}let f=t.makeTensorInfo(u,"int32");t.texData.get(f.dataId).usage=pe.PIXELS,t.gpgpu.uploadPixelDataToTexture(t.getTexture(f.dataId),n);let d=S().getBool("WEBGL_PACK")?new Hs(p):new zs(p),m=t.runWebGLProgram(d,[f],"int32");return t.disposeData(f.dataId),m}function L1(r){let{inputs:e,backend:t,attrs:o}=r,{x:n,filter:s,bias:i,preluActivationWeights:a}=e,{strides:l,pad:c,dataFormat:u,dilations:p,dimRoundingMode:f,activation:d,leakyreluAlpha:m}=o,x=y.convertConv2DDataFormat(u),g=y.computeConv2DInfo(n.shape,s.shape,l,p,c,f,!1,x),h,b=[],w=i!=null,v=a!=null,I=d==="leakyrelu",N=()=>{let E=[n,s],O=(L,V)=>{if(V==="NCHW"&&L.shape.length===1&&L.shape[0]!==1){let z=T({inputs:{x:L},backend:t,attrs:{shape:[L.shape[0],1,1]}});return b.push(z),z}return L};if(w&&E.push(O(i,u)),v&&E.push(O(a,u)),I){let L=t.makeTensorInfo([],"float32",C.createScalarValue(m,"float32"));E.push(L),b.push(L)}return E};if(g.filterHeight===1&&g.filterWidth===1&&g.dilationHeight===1&&g.dilationWidth===1&&g.strideHeight===1&&g.strideWidth===1&&(g.padInfo.type==="SAME"||g.padInfo.type==="VALID"))h=$s({x:n,filter:s,convInfo:g,backend:t,bias:i,activation:d,preluActivationWeights:a,leakyreluAlpha:m});else if(g.strideWidth<=2&&x==="channelsLast"&&S().getBool("WEBGL_EXP_CONV")){let E=d?xt(d,!0):null,O=new Hr(g,w,E,v,I),L=[[g.padInfo.top,g.padInfo.left],[g.strideHeight,g.strideWidth],[g.dilationHeight,g.dilationWidth],[g.inHeight,g.inWidth]],V=N();h=t.runWebGLProgram(O,V,"float32",L)}else if(S().getBool("WEBGL_CONV_IM2COL"))h=Es({x:n,filter:s,convInfo:g,backend:t,bias:i,activation:d,preluActivationWeights:a,leakyreluAlpha:m});else{let E=d?xt(d,!1):null,O=new zr(g,w,E,v,I),L=N();h=t.runWebGLProgram(O,L,"float32")}let R=T({inputs:{x:h},backend:t,attrs:{shape:g.outShape}});return b.push(h),b.forEach(E=>t.disposeIntermediateTensorInfo(E)),R}var qg={kernelName:Hu,backendName:"webgl",kernelFunc:L1};function M1(r){let{inputs:e,backend:t,attrs:o}=r,{x:n,filter:s,bias:i,preluActivationWeights:a}=e,{strides:l,pad:c,dilations:u,dimRoundingMode:p,activation:f,leakyreluAlpha:d}=o,m=[],x=u;x==null&&(x=[1,1]),C.assert(y.eitherStridesOrDilationsAreOne(l,x),()=>`Error in depthwiseConv2d: Either strides or dilations must be 1. Got strides ${l} and dilations '${x}'`);let g=y.computeConv2DInfo(n.shape,s.shape,l,x,c,p,!0),h=S().getBool("WEBGL_PACK_DEPTHWISECONV")&&g.strideWidth<=2&&g.outChannels/g.inChannels===1,b=f?xt(f,h):null,w=[n,s],v=i!=null,I=a!=null,N=f==="leakyrelu";if(v&&w.push(i),I&&w.push(a),N){let L=t.makeTensorInfo([],"float32",C.createScalarValue(d,"float32"));w.push(L),m.push(L)}let R;h?R=new qr(g,v,b,I,N):R=new Kr(g,v,b,I,N);let E=[[g.padInfo.top,g.padInfo.left],[g.strideHeight,g.strideWidth],[g.dilationHeight,g.dilationWidth],[g.inHeight,g.inWidth]],O=t.runWebGLProgram(R,w,"float32",E);return m.forEach(L=>t.disposeIntermediateTensorInfo(L)),O}var Xg={kernelName:Ku,backendName:"webgl",kernelFunc:M1};var Ks=class{constructor(e,t,o,n){this.sliceDim=e,this.strides=t,this.paramsShape=n,this.variableNames=["x","indices"],this.outputShape=o;let s=M(o.length),i=`
    int index;`;for(let a=0;a<this.sliceDim;a++)i+=`
          index = round(getIndices(coords[0], ${a}));
          out_of_bounds = out_of_bounds || index < 0;
          out_of_bounds = out_of_bounds || index >= ${this.paramsShape[a]};
          flattenIndex += index * ${this.strides[a]};`;this.userCode=`
         void main() {
          ${s} coords = getOutputCoords();
          int flattenIndex = 0;
          bool out_of_bounds = false;

          ${i}

          setOutput(out_of_bounds ? 0.0 : getX(flattenIndex, coords[1]));
        }
      `}};function B1(r){let{inputs:e,backend:t}=r,{params:o,indices:n}=e,s=n.shape,i=s[s.length-1],a=C.sizeFromShape(o.shape),[l,c,u,p]=y.prepareAndValidate(o,n),f=T({inputs:{x:n},backend:t,attrs:{shape:[c,i]}}),d=T({inputs:{x:o},backend:t,attrs:{shape:[C.sizeFromShape(o.shape)/u,u]}});if(t.shouldExecuteOnCPU([o,n])||o.dtype==="string"){let h=t.readSync(n.dataId),b=t.bufferSync(o),w=xm(h,b,o.dtype,c,i,u,p,o.shape,a);return t.makeTensorInfo(l,o.dtype,w.values)}let m=new Ks(i,p,[c,u],o.shape),x=t.runWebGLProgram(m,[d,f],d.dtype),g=T({inputs:{x},backend:t,attrs:{shape:l}});return t.disposeIntermediateTensorInfo(f),t.disposeIntermediateTensorInfo(d),t.disposeIntermediateTensorInfo(x),g}var jg={kernelName:kc,backendName:"webgl",kernelFunc:B1};var qs=class{constructor(e,t){this.variableNames=["A","indices"],this.outputShape=t,this.rank=t.length;let o=M(this.rank),n=U1(e,2);this.userCode=`
      void main() {
        ${o} resRC = getOutputCoords();
        int index = int(getIndices(resRC.x, resRC.z));
        float inBounds = (index >= 0) && (index < ${e[2]}) ? 1.0 : 0.0;
        setOutput(inBounds * getA(${n}));
      }
    `}};function U1(r,e){let t=["resRC.x","resRC.y","resRC.z","resRC.w"],o=[];for(let n=0;n<r.length;n++)n===2?o.push("index"):o.push(`${t[n]}`);return o.join()}function vl(r){let{inputs:e,backend:t,attrs:o}=r,{x:n,indices:s}=e,{axis:i,batchDims:a}=o,l=C.parseAxisParam(i,n.shape)[0];if(S().get("DEBUG")){let b=t.readSync(s.dataId),w=n.shape[l];for(let v=0;v<b.length;++v){let I=b[v];C.assert(I<=w-1&&I>=0,()=>`GatherV2: the index value ${I} is not in [0, ${w-1}]`)}}let c=y.segment_util.collectGatherOpShapeInfo(n,s,l,a),u=C.sizeFromShape(s.shape),p=[],f=T({inputs:{x:n},backend:t,attrs:{shape:[c.batchSize,c.outerSize,c.dimSize,c.sliceSize]}}),d=T({inputs:{x:s},backend:t,attrs:{shape:[c.batchSize,u/c.batchSize]}});p.push(f),p.push(d);let m=[c.batchSize,c.outerSize,u/c.batchSize,c.sliceSize];if(t.shouldExecuteOnCPU([n,s])||n.dtype==="string"){let b=t.bufferSync(d),w=t.bufferSync(f),v=Cm(w,b,m);return p.forEach(I=>t.disposeIntermediateTensorInfo(I)),t.makeTensorInfo(c.outputShape,v.dtype,v.values)}let x=new qs(f.shape,m),g=t.runWebGLProgram(x,[f,d],f.dtype);p.push(g);let h=T({inputs:{x:g},backend:t,attrs:{shape:c.outputShape}});return p.forEach(b=>t.disposeIntermediateTensorInfo(b)),h}var Yg={kernelName:Nc,backendName:"webgl",kernelFunc:vl};var V1="return float(a > b);",W1=`
  return vec4(greaterThan(a, b));
`,G1=G({opSnippet:V1,packedOpSnippet:W1,cpuKernelImpl:bm,dtype:"bool"}),Zg={kernelName:Wo,backendName:"webgl",kernelFunc:G1};var z1="return float(a >= b);",H1=`
  return vec4(greaterThanEqual(a, b));
`,K1=G({opSnippet:z1,packedOpSnippet:H1,dtype:"bool",cpuKernelImpl:ym}),Qg={kernelName:Go,backendName:"webgl",kernelFunc:K1};function q1(r){let{inputs:e,backend:t}=r,{input:o}=e;return Vs(o,!0,t)}var Jg={kernelName:Ac,backendName:"webgl",kernelFunc:q1};var X1="return float(!isnan(x) && !isinf(x));",j1=_({opSnippet:X1,dtype:"bool"}),ex={kernelName:_c,backendName:"webgl",kernelFunc:j1};var Y1="return float(isinf(x));",Z1=_({opSnippet:Y1,dtype:"bool"}),tx={kernelName:Dc,backendName:"webgl",kernelFunc:Z1};var Q1="return float(isnan(x));",J1=_({opSnippet:Q1,dtype:"bool"}),rx={kernelName:Oc,backendName:"webgl",kernelFunc:J1};var eI="return float(a < b);",tI=`
  return vec4(lessThan(a, b));
`,rI=G({opSnippet:eI,packedOpSnippet:tI,cpuKernelImpl:wm,dtype:"bool"}),ox={kernelName:Ho,backendName:"webgl",kernelFunc:rI};var oI="return float(a <= b);",nI=`
  return vec4(lessThanEqual(a, b));
`,sI=G({opSnippet:oI,packedOpSnippet:nI,cpuKernelImpl:Sm,dtype:"bool"}),nx={kernelName:Ko,backendName:"webgl",kernelFunc:sI};function iI(r){let{backend:e,attrs:t}=r,{start:o,stop:n,num:s}=t,i=vm(o,n,s);return e.makeTensorInfo([i.length],"float32",i)}var sx={kernelName:Pc,backendName:"webgl",kernelFunc:iI};var aI=He+`
  return x < 0.0 ? 0./0. : log(x);
`,lI=`
  vec4 result = log(x);
  bvec4 isNaN = isnan(x);
  result.r = isNaN.r ? x.r : (x.r < 0.0 ? 0./0. : result.r);
  result.g = isNaN.g ? x.g : (x.g < 0.0 ? 0./0. : result.g);
  result.b = isNaN.b ? x.b : (x.b < 0.0 ? 0./0. : result.b);
  result.a = isNaN.a ? x.a : (x.a < 0.0 ? 0./0. : result.a);
  return result;
`,cI=_({opSnippet:aI,packedOpSnippet:lI,cpuKernelImpl:Im}),ix={kernelName:"Log",backendName:"webgl",kernelFunc:cI};var uI=He+`
  return log(1.0 + x);
`,pI=_({opSnippet:uI}),ax={kernelName:Lc,backendName:"webgl",kernelFunc:pI};var fI="return float(a >= 1.0 && b >= 1.0);",dI=`
  return vec4(
    vec4(greaterThanEqual(a, vec4(1.0))) *
    vec4(greaterThanEqual(b, vec4(1.0))));
`,mI=G({opSnippet:fI,packedOpSnippet:dI,dtype:"bool"}),lx={kernelName:Mc,backendName:"webgl",kernelFunc:mI};var hI="return float(!(x >= 1.0));",gI=_({opSnippet:hI}),cx={kernelName:Bc,backendName:"webgl",kernelFunc:gI};var xI="return float(a >= 1.0 || b >= 1.0);",CI=`
  return min(
    vec4(greaterThanEqual(a, vec4(1.0))) +
    vec4(greaterThanEqual(b, vec4(1.0))),
    vec4(1.0));
`,bI=G({opSnippet:xI,packedOpSnippet:CI,dtype:"bool"}),ux={kernelName:Uc,backendName:"webgl",kernelFunc:bI};var Xs=class{constructor(e,t,o,n,s){this.variableNames=["x"],this.outputShape=[];let i=t,a=e[3]-1;this.outputShape=e;let l,c=`float(${o}) + float(${n}) * sum`;s===.5?l=`inversesqrt(${c})`:s===1?l=`1.0/(${c})`:l=`exp(log(${c}) * float(-${s}));`,this.userCode=`
      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int r = coords[1];
        int c = coords[2];
        int d = coords[3];
        float x = getX(b, r, c, d);
        float sum = 0.0;
        for (int j = -${i}; j <= ${i}; j++) {
          int idx = d + j;
          if (idx >= 0 && idx <=  ${a}) {
            float z = getX(b, r, c, idx);
            sum += z * z;
          }
        }
        float val = x * ${l};
        setOutput(val);
      }
    `}};var js=class{constructor(e,t,o,n,s){this.variableNames=["x"],this.outputShape=[],this.packedInputs=!0,this.packedOutput=!0;let i=t,a=e[3]-1;this.outputShape=e;let l,c=`float(${o}) + float(${n}) * sum`;s===.5?l=`inversesqrt(${c})`:s===1?l=`1.0/(${c})`:l=`exp(log(${c}) * float(-${s}));`,this.userCode=`
      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords.x;
        int r = coords.y;
        int c = coords.z;
        int d = coords.w;

        bool hasNextCol = d < ${this.outputShape[3]};
        bool hasNextRow = c < ${this.outputShape[2]};

        vec4 sum = vec4(0.);
        vec4 xFragAtOutputCoords = getX(b, r, c, d);

        vec4 xAtOutputCoords = vec4(
          getChannel(xFragAtOutputCoords, vec2(c, d)),
          hasNextCol ?
            getChannel(xFragAtOutputCoords, vec2(c, d + 1)) : 0.0,
          hasNextRow ?
            getChannel(xFragAtOutputCoords , vec2(c + 1, d)) : 0.0,
          (hasNextRow && hasNextCol) ?
            getChannel(xFragAtOutputCoords, vec2(c + 1, d + 1)) : 0.0
        );

        int firstChannel = d - ${i};
        vec2 cache = vec2(0.);
        if(firstChannel >= 0){
          vec4 firstChannelFrag = getX(b, r, c, firstChannel);
          cache.x = getChannel(firstChannelFrag, vec2(c, firstChannel));
            if(hasNextRow){
              cache.y = getChannel(firstChannelFrag, vec2(c + 1, firstChannel));
            }
        }

        ivec2 depth = ivec2(d, d + 1);
        for (int j = - ${i}; j <= ${i}; j++) {
          ivec2 idx = depth + j;
          bvec2 aboveLowerBound = greaterThanEqual(idx, ivec2(0));
          bvec2 belowUpperBound = lessThanEqual(idx, ivec2(${a}));

          bool depthInRange = aboveLowerBound.x && belowUpperBound.x;
          bool depthPlusOneInRange = aboveLowerBound.y && belowUpperBound.y;

          if(depthInRange || depthPlusOneInRange){
            vec4 z = vec4(0.);
            vec4 xFragAtCurrentDepth;
            z.xz = cache.xy;
            if(depthPlusOneInRange && hasNextCol){
              xFragAtCurrentDepth = idx.y != d ?
                getX(b, r, c, idx.y) : xFragAtOutputCoords;
              z.y = getChannel(xFragAtCurrentDepth, vec2(c, idx.y));
              if(hasNextRow){
                z.w = getChannel(xFragAtCurrentDepth, vec2(c + 1, idx.y));
              }
            }
            cache.xy = z.yw;
            sum += z * z;
          }
        }
        vec4 result = xAtOutputCoords * ${l};
        setOutput(result);
      }
    `}};var wI=r=>{let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{depthRadius:s,bias:i,alpha:a,beta:l}=o,c=S().getBool("WEBGL_PACK_NORMALIZATION")?new js(n.shape,s,i,a,l):new Xs(n.shape,s,i,a,l);return t.runWebGLProgram(c,[n],n.dtype)},px={kernelName:"LRN",backendName:"webgl",kernelFunc:wI};var Ys=class{constructor(e,t,o,n,s){this.variableNames=["inputImage","outputImage","dy"],this.outputShape=[],this.outputShape=e,this.depth=e[3],this.depthRadius=t,this.bias=o,this.alpha=n,this.beta=s,this.userCode=`
      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int r = coords[1];
        int c = coords[2];

        float result = 0.0;
        for (int d = 0; d < ${this.depth}; ++d) {
          int depthBegin = int(max(0.0, float(d - ${t})));
          int depthEnd = int(min(float(${this.depth}),
              float(d + ${t} + 1)));

          const int MIN_DEPTH_BEGIN = 0;
          const int MAX_DEPTH_END = ${this.depth};

          float norm = 0.0;
          for (int k = MIN_DEPTH_BEGIN; k < MAX_DEPTH_END; ++k) {
            if (k < depthBegin){
              continue;
            }
            else if (k >= depthBegin && k < depthEnd) {
              norm += getInputImage(b, r, c, k) * getInputImage(b, r, c, k);
            }
            else {
              break;
            }
          }

          norm = float(${n}) * norm + float(${o});

          for(int k = MIN_DEPTH_BEGIN; k < MAX_DEPTH_END; ++k){
            if (k < depthBegin){
              continue;
            }
            else if (k >= depthBegin && k < depthEnd){
              float dyi = -2.0 * float(${n})
                * float(${s})
                * getInputImage(b, r, c, k) * getOutputImage(b, r, c, d)
                / norm;
              if (k == d) {
                dyi += pow(norm, -1.0 * ${s});
              }
              if (k == coords[3]) {
                dyi *= getDy(b, r, c, d);
                result += dyi;
              }
            }
            else {
              break;
            }
          }
      }
      setOutput(result);
      }
    `}};var SI=r=>{let{inputs:e,backend:t,attrs:o}=r,{x:n,y:s,dy:i}=e,{depthRadius:a,bias:l,alpha:c,beta:u}=o,p=new Ys(n.shape,a,l,c,u);return t.runWebGLProgram(p,[n,s,i],n.dtype)},fx={kernelName:Vc,backendName:"webgl",kernelFunc:SI};function dx(r,e,t,o){let n=C.sizeFromShape(e),i=C.sizeFromShape(r.shape)/n,a=T({inputs:{x:r},attrs:{shape:[i,n]},backend:o}),l=Me(a,r.dtype,"max",o),c=T({inputs:{x:l},attrs:{shape:t},backend:o});return o.disposeIntermediateTensorInfo(a),o.disposeIntermediateTensorInfo(l),c}function Il(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{reductionIndices:s,keepDims:i}=o,a=n.shape.length,l=C.parseAxisParam(s,n.shape),c=l,u=y.getAxesPermutation(c,a),p=u!=null,f=t.shouldExecuteOnCPU([n]),d=n;if(p){if(f){let w=t.texData.get(d.dataId).values,v=new Array(a);for(let R=0;R<v.length;R++)v[R]=n.shape[u[R]];let I=Jt(w,n.shape,n.dtype,u,v);d=t.makeTensorInfo(v,n.dtype);let N=t.texData.get(d.dataId);N.values=I}else d=kt(n,u,t);c=y.getInnerMostAxes(c.length,a)}y.assertAxesAreInnerMostDims("max",c,a);let[m,x]=y.computeOutAndReduceShapes(d.shape,c),g=m;i&&(g=y.expandShapeToKeepDim(m,l));let h;if(f){let w=t.texData.get(d.dataId).values,v=Tm(w,C.sizeFromShape(x),g,n.dtype);h=t.makeTensorInfo(g,n.dtype);let I=t.texData.get(h.dataId);I.values=v}else h=dx(d,x,g,t);return p&&t.disposeIntermediateTensorInfo(d),h}var mx={kernelName:"Max",backendName:"webgl",kernelFunc:Il};var II=Vr+`
  return max(a, b);
`,TI=`
  vec4 result = vec4(max(a, b));
  bvec4 isNaNA = isnan(a);
  bvec4 isNaNB = isnan(b);
  bvec4 isNaN = bvec4(isNaNA.x || isNaNB.x, isNaNA.y || isNaNB.y, isNaNA.z || isNaNB.z, isNaNA.w || isNaNB.w);
  `+Le+`
  return result;
`,$I=G({opSnippet:II,packedOpSnippet:TI,cpuKernelImpl:$m}),hx={kernelName:hr,backendName:"webgl",kernelFunc:$I};function EI(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e;lt(n,"maxPool");let{filterSize:s,strides:i,pad:a,dimRoundingMode:l}=o,c=1;C.assert(y.eitherStridesOrDilationsAreOne(i,c),()=>`Error in maxPool: Either strides or dilations must be 1. Got strides ${i} and dilations '${c}'`);let u=y.computePool2DInfo(n.shape,s,i,c,a,l);if(u.filterWidth===1&&u.filterHeight===1&&C.arraysEqual(u.inShape,u.outShape))return re({inputs:{x:n},backend:t});let p=new Je(u,"max",!1);return t.runWebGLProgram(p,[n],n.dtype)}var gx={kernelName:Wc,backendName:"webgl",kernelFunc:EI};function RI(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{filterSize:s,strides:i,pad:a,dataFormat:l,dimRoundingMode:c}=o,u=[1,1,1],p=y.computePool3DInfo(n.shape,s,i,u,a,c,l),f=new At(p,"max",!1);return t.runWebGLProgram(f,[n],n.dtype)}var xx={kernelName:zc,backendName:"webgl",kernelFunc:RI};var Zs=class{constructor(e){this.variableNames=["dy","maxPos"],this.outputShape=e.inShape;let t=e.strideHeight,o=e.strideWidth,n=e.dilationHeight,s=e.effectiveFilterHeight,i=e.effectiveFilterWidth,a=s-1-e.padInfo.top,l=i-1-e.padInfo.left,c=s*i-1;this.userCode=`
      const ivec2 pads = ivec2(${a}, ${l});

      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int d = coords[3];

        ivec2 dyRCCorner = coords.yz - pads;
        int dyRCorner = dyRCCorner.x;
        int dyCCorner = dyRCCorner.y;

        // Convolve dy(?, ?, d) with pos mask(:, :, d) to get dx(xR, xC, d).
        // ? = to be determined. : = across all values in that axis.
        float dotProd = 0.0;
        for (int wR = 0; wR < ${s};
          wR += ${n}) {
          float dyR = float(dyRCorner + wR) / ${t}.0;

          if (dyR < 0.0 || dyR >= ${e.outHeight}.0 || fract(dyR) > 0.0) {
            continue;
          }
          int idyR = int(dyR);

          for (int wC = 0; wC < ${i}; wC++) {
            float dyC = float(dyCCorner + wC) / ${o}.0;

            if (dyC < 0.0 || dyC >= ${e.outWidth}.0 ||
                fract(dyC) > 0.0) {
              continue;
            }
            int idyC = int(dyC);

            float dyValue = getDy(b, idyR, idyC, d);
            int maxPosValue = ${c} - int(getMaxPos(b, idyR, idyC, d));

            // Get the current value, check it against the value from the
            // position matrix.
            int curPosValue = wR * ${i} + wC;
            float mask = float(maxPosValue == curPosValue ? 1.0 : 0.0);

            dotProd += dyValue * mask;
          }
        }
        setOutput(dotProd);
      }
    `}},Qs=class{constructor(e){this.variableNames=["dy","maxPos"],this.outputShape=e.inShape;let t=e.strideDepth,o=e.strideHeight,n=e.strideWidth,s=e.dilationDepth,i=e.dilationHeight,a=e.dilationWidth,l=e.effectiveFilterDepth,c=e.effectiveFilterHeight,u=e.effectiveFilterWidth,p=l-1-e.padInfo.front,f=c-1-e.padInfo.top,d=u-1-e.padInfo.left,m=l*c*u-1;this.userCode=`
      const ivec3 pads = ivec3(${p}, ${f}, ${d});

      void main() {
        ivec5 coords = getOutputCoords();
        int batch = coords.x;
        int ch = coords.u;

        ivec3 dyCorner = ivec3(coords.y, coords.z, coords.w) - pads;
        int dyDCorner = dyCorner.x;
        int dyRCorner = dyCorner.y;
        int dyCCorner = dyCorner.z;

        // Convolve dy(?, ?, ?, ch) with pos mask(:, :, :, d) to get
        // dx(xD, xR, xC, ch).
        // ? = to be determined. : = across all values in that axis.
        float dotProd = 0.0;

        for (int wD = 0; wD < ${l};
           wD += ${s}) {
          float dyD = float(dyDCorner + wD) / ${t}.0;

          if (dyD < 0.0 || dyD >= ${e.outDepth}.0 || fract(dyD) > 0.0) {
            continue;
          }
          int idyD = int(dyD);

          for (int wR = 0; wR < ${c};
              wR += ${i}) {
            float dyR = float(dyRCorner + wR) / ${o}.0;

            if (dyR < 0.0 || dyR >= ${e.outHeight}.0 ||
                fract(dyR) > 0.0) {
              continue;
            }
            int idyR = int(dyR);

            for (int wC = 0; wC < ${u};
                wC += ${a}) {
              float dyC = float(dyCCorner + wC) / ${n}.0;

              if (dyC < 0.0 || dyC >= ${e.outWidth}.0 ||
                  fract(dyC) > 0.0) {
                continue;
              }
              int idyC = int(dyC);

              float dyValue = getDy(batch, idyD, idyR, idyC, ch);
              int maxPosValue = ${m} -
                  int(getMaxPos(batch, idyD, idyR, idyC, ch));

              // Get the current value, check it against the value from the
              // position matrix.
              int curPosValue =
                  wD * ${c} * ${u} +
                  wR * ${u} + wC;
              float mask = float(maxPosValue == curPosValue ? 1.0 : 0.0);

              dotProd += dyValue * mask;
            }
          }
        }
        setOutput(dotProd);
      }
    `}};function NI(r){let{inputs:e,backend:t,attrs:o}=r,{dy:n,input:s}=e,i=s,{filterSize:a,strides:l,pad:c,dimRoundingMode:u}=o,p=[1,1,1],f=y.computePool3DInfo(i.shape,a,l,p,c,u),d=new At(f,"max",!0),m=t.runWebGLProgram(d,[i],i.dtype),x=new Qs(f),g=t.runWebGLProgram(x,[n,m],i.dtype);return t.disposeIntermediateTensorInfo(m),g}var Cx={kernelName:Hc,backendName:"webgl",kernelFunc:NI};function kI(r){let{inputs:e,backend:t,attrs:o}=r,{dy:n,input:s,output:i}=e,a=s;lt([s,i],"maxPoolGrad");let{filterSize:l,strides:c,pad:u,dimRoundingMode:p}=o,f=y.computePool2DInfo(a.shape,l,c,1,u,p),d=!0,m=new Je(f,"max",d),x=t.runWebGLProgram(m,[a],a.dtype),g=new Zs(f),h=t.runWebGLProgram(g,[n,x],a.dtype);return t.disposeIntermediateTensorInfo(x),h}var bx={kernelName:Gc,backendName:"webgl",kernelFunc:kI};function yx(r,e,t,o){let n=new Je(t,"max",!1),s=o.runWebGLProgram(n,[r],"float32");n=new Je(t,"max",!0,!0,e);let i=o.runWebGLProgram(n,[r],"float32");return[s,i]}var wx={kernelName:Kc,backendName:"webgl",kernelFunc:({inputs:r,attrs:e,backend:t})=>{let{x:o}=r,{filterSize:n,strides:s,pad:i,includeBatchInIndex:a}=e,l=t;C.assert(o.shape.length===4,()=>`Error in maxPool: input must be rank 4 but got rank ${o.shape.length}.`);let c=[1,1];C.assert(y.eitherStridesOrDilationsAreOne(s,c),()=>`Error in maxPool: Either strides or dilations must be 1. Got strides ${s} and dilations '${c}'`);let u=y.computePool2DInfo(o.shape,n,s,c,i),[p,f]=yx(o,a,u,l);return[p,f]}};function Sx(r,e,t,o){let n=C.sizeFromShape(e),i=C.sizeFromShape(r.shape)/n,a=T({inputs:{x:r},attrs:{shape:[i,n]},backend:o}),l=Me(a,"float32","mean",o),c=T({inputs:{x:l},attrs:{shape:t},backend:o});return o.disposeIntermediateTensorInfo(a),o.disposeIntermediateTensorInfo(l),c}var vx={kernelName:qc,backendName:"webgl",kernelFunc:({inputs:r,attrs:e,backend:t})=>{let{x:o}=r,{keepDims:n,axis:s}=e,i=t,a=o.shape.length,l=C.parseAxisParam(s,o.shape),c=l,u=y.getAxesPermutation(c,a),p=u!=null,f=i.shouldExecuteOnCPU([o]),d=[],m=o;if(p){if(f){let v=i.texData.get(m.dataId).values,I=new Array(a);for(let E=0;E<I.length;E++)I[E]=o.shape[u[E]];let N=Jt(v,o.shape,o.dtype,u,I);m=i.makeTensorInfo(I,o.dtype);let R=i.texData.get(m.dataId);R.values=N}else m=kt(o,u,i);d.push(m),c=y.getInnerMostAxes(c.length,a)}y.assertAxesAreInnerMostDims("sum",c,a);let[x,g]=y.computeOutAndReduceShapes(m.shape,c),h=x;n&&(h=y.expandShapeToKeepDim(x,l));let b=Sx(m,g,h,i);for(let w of d)i.disposeIntermediateTensorInfo(w);return b}};function FI(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{axis:s,keepDims:i}=o,a=n.shape.length,l=C.parseAxisParam(s,n.shape),c=l,u=y.getAxesPermutation(c,a),p=n;u!=null&&(p=Y({inputs:{x:n},backend:t,attrs:{perm:u}}),c=y.getInnerMostAxes(c.length,n.shape.length)),y.assertAxesAreInnerMostDims("min",c,a);let[f,d]=y.computeOutAndReduceShapes(p.shape,c),m=C.sizeFromShape(d),x=T({inputs:{x:p},backend:t,attrs:{shape:[-1,m]}}),g=Me(x,x.dtype,"min",t),h;if(i){let b=y.expandShapeToKeepDim(f,l);h=T({inputs:{x:g},backend:t,attrs:{shape:b}})}else h=T({inputs:{x:g},backend:t,attrs:{shape:f}});return t.disposeIntermediateTensorInfo(x),t.disposeIntermediateTensorInfo(g),u!=null&&t.disposeIntermediateTensorInfo(p),h}var Ix={kernelName:"Min",backendName:"webgl",kernelFunc:FI};var _I=Vr+`
  return min(a, b);
`,DI=`
  vec4 result = vec4(min(a, b));
  bvec4 isNaNA = isnan(a);
  bvec4 isNaNB = isnan(b);
  bvec4 isNaN = bvec4(isNaNA.x || isNaNB.x, isNaNA.y || isNaNB.y, isNaNA.z || isNaNB.z, isNaNA.w || isNaNB.w);
  `+Le+`
  return result;
`,OI=G({opSnippet:_I,packedOpSnippet:DI,cpuKernelImpl:Em}),Tx={kernelName:qo,backendName:"webgl",kernelFunc:OI};var Js=class{constructor(e,t,o){this.variableNames=["x"],this.outputShape=t.map((u,p)=>u[0]+e[p]+u[1]);let n=e.length,s=M(n),i=t.map(u=>u[0]).join(","),a=t.map((u,p)=>u[0]+e[p]).join(","),l=["coords[0]","coords[1]","coords[2]","coords[3]"].slice(0,n),c=o==="reflect"?0:1;if(n===1){this.userCode=`
        int start = ${i};
        int end = ${a};

        void main() {
          int outC = getOutputCoords();
          if (outC < start) {
            outC = start * 2 - outC - ${c};
          } else if(outC >= end) {
            outC = (end - 1) * 2 - outC + ${c};
          }
          setOutput(getX(outC - start));
        }
      `;return}this.userCode=`
      ${s} start = ${s}(${i});
      ${s} end = ${s}(${a});

      void main() {
        ${s} outC = getOutputCoords();
        for (int i = 0; i < ${n}; i++) {
          if (outC[i] < start[i]) {
            outC[i] = start[i] * 2 - outC[i] - ${c};
          } else if(outC[i] >= end[i]) {
            outC[i] = (end[i] - 1) * 2 - outC[i] + ${c};
          }
        }
        ${s} coords = outC - start;
        setOutput(getX(${l}));
      }
    `}};var ei=class{constructor(e,t,o){this.variableNames=["x"],this.packedInputs=!0,this.packedOutput=!0,this.outputShape=t.map((m,x)=>m[0]+e[x]+m[1]);let n=e.length,s=M(n),i=t.map(m=>m[0]).join(","),a=t.map((m,x)=>m[0]+e[x]).join(","),l=te("rc",n),c=te("source",n),u=`${l[n-1]} < ${this.outputShape[n-1]}`,p=n===1?"source":`vec2(${c.slice(-2).join()})`,f=o==="reflect"?0:1,d="";if(n===1){let m=`
        ${s} source = rc;
        if (source < start) {
          source = start * 2 - source - ${f};
        } else if (source >= end) {
          source = (end - 1) * 2 - source + ${f};
        }
        source -= start;
      `;d=`
        ${s} rc = outputLoc;
        ${m}
        result[0] = getChannel(getX(${c.join()}), ${p});
        ${l[n-1]} += 1;
        if(${u}) {
          ${m}
          result[1] = getChannel(getX(${c.join()}), ${p});
        }
      `}else{let m=`
        ${s} source = rc;
        ${s} lt = ${s}(lessThan(source, start));
        ${s} gte = ${s}(greaterThanEqual(source, end));
        ${s} orig = 1 - (lt + gte);
        source = orig * source +
                lt * (start * 2 - source - ${f}) +
                gte * ((end - 1) * 2 - source + ${f});
        source -= start;
      `;d=`
        ${s} rc = outputLoc;
        ${m}
        result[0] = getChannel(getX(${c.join()}), ${p});
        ${l[n-1]} += 1;
        if(${u}) {
          ${m}
          result[1] = getChannel(getX(${c.join()}), ${p});
        }
        rc = outputLoc;
        ${l[n-2]} += 1;
        if(${l[n-2]} < ${this.outputShape[n-2]}) {
          ${m}
          result[2] = getChannel(getX(${c.join()}), ${p});
          ${l[n-1]} += 1;
          if(${u}) {
            ${m}
            result[3] = getChannel(getX(${c.join()}), ${p});
          }
        }
      `}this.userCode=`
      const ${s} start = ${s}(${i});
      const ${s} end = ${s}(${a});

      void main() {
        ${s} outputLoc = getOutputCoords();
        vec4 result = vec4(0.);
        ${d}
        setOutput(result);
      }
    `}};var PI=({inputs:r,backend:e,attrs:t})=>{let{x:o}=r,{paddings:n,mode:s}=t,i=S().getBool("WEBGL_PACK_ARRAY_OPERATIONS")?new ei(o.shape,n,s):new Js(o.shape,n,s);return e.runWebGLProgram(i,[o],o.dtype)},$x={kernelName:Xc,backendName:"webgl",kernelFunc:PI};var MI=`if (b == 0.0) return NAN;
  return mod(a, b);`,BI=`
  vec4 result = mod(a, b);
  bvec4 isNaN = equal(b, vec4(0.0));
  `+Le+`
  return result;
`,UI=G({opSnippet:MI,packedOpSnippet:BI}),Ex={kernelName:"Mod",backendName:"webgl",kernelFunc:UI};var ti=class{constructor(e,t,o){this.variableNames=["probs"],this.customUniforms=[{name:"seed",type:"float"}],this.outputShape=[e,o],this.userCode=`
      void main() {
        ivec2 coords = getOutputCoords();
        int batch = coords[0];

        float r = random(seed);
        float cdf = 0.0;

        for (int i = 0; i < ${t-1}; i++) {
          cdf += getProbs(batch, i);

          if (r < cdf) {
            setOutput(float(i));
            return;
          }
        }

        // If no other event happened, last event happened.
        setOutput(float(${t-1}));
      }
    `}};var VI=`
if (a == b) {
  return 1.0;
};
return a / b;`,WI=`
  // vec4 one = vec4(equal(a, b));
  // return one + (vec4(1.0) - one) * a / b;
  vec4 result = a / b;
  if(a.x == b.x) {
    result.x = 1.;
  }
  if(a.y == b.y) {
    result.y = 1.;
  }
  if(a.z == b.z) {
    result.z = 1.;
  }
  if(a.w == b.w) {
    result.w = 1.;
  }

  return result;
`,Tl=G({opSnippet:VI,packedOpSnippet:WI,checkOutOfBounds:!0}),Rx={kernelName:Lo,backendName:"webgl",kernelFunc:Tl};var Nx="return a - b;",$l=G({opSnippet:Nx,packedOpSnippet:Nx,supportsComplex:!0,cpuKernelImpl:Xm}),kx={kernelName:"Sub",backendName:"webgl",kernelFunc:$l};function El(r){let{inputs:e,backend:t,attrs:o}=r,{logits:n}=e,{dim:s}=o,i=C.parseAxisParam([s],n.shape),a=Il({inputs:{x:n},backend:t,attrs:{reductionIndices:i,keepDims:!1}}),l=y.expandShapeToKeepDim(a.shape,i),c=T({inputs:{x:a},backend:t,attrs:{shape:l}}),u=$l({inputs:{a:n,b:c},backend:t}),p=wl({inputs:{x:u},backend:t}),f=er({inputs:{x:p},backend:t,attrs:{axis:i,keepDims:!1}}),d=T({inputs:{x:f},backend:t,attrs:{shape:l}}),m=Tl({inputs:{a:p,b:d},backend:t});return t.disposeIntermediateTensorInfo(a),t.disposeIntermediateTensorInfo(c),t.disposeIntermediateTensorInfo(u),t.disposeIntermediateTensorInfo(p),t.disposeIntermediateTensorInfo(f),t.disposeIntermediateTensorInfo(d),m}var Ax={kernelName:Iu,backendName:"webgl",kernelFunc:El};function GI(r){let{inputs:e,backend:t,attrs:o}=r,{logits:n}=e,{numSamples:s,seed:i,normalized:a}=o,l=a?n:El({inputs:{logits:n},backend:t,attrs:{dim:n.shape.length-1}}),c=l.shape[0],u=l.shape[1],p=new ti(c,u,s),f=[[i]],d=t.runWebGLProgram(p,[l],"int32",f);return a||t.disposeIntermediateTensorInfo(l),d}var Fx={kernelName:jc,backendName:"webgl",kernelFunc:GI};var zI=ne+`
  return -x;
`,HI=`
  vec4 result = -x;
  bvec4 isNaN = isnan(x);

  result.r = isNaN.r ? x.r : result.r;
  result.g = isNaN.g ? x.g : result.g;
  result.b = isNaN.b ? x.b : result.b;
  result.a = isNaN.a ? x.a : result.a;

  return result;
`;function KI(r){let{inputs:e,backend:t}=r,{x:o}=e;if(t.shouldExecuteOnCPU([o])){let s=t.texData.get(o.dataId),[i,a]=Nm(s.values,o.shape,o.dtype);return t.makeTensorInfo(a,o.dtype,i)}let n;return S().getBool("WEBGL_PACK_UNARY_OPERATIONS")?n=new Te(o.shape,HI):n=new ce(o.shape,zI),t.runWebGLProgram(n,[o],o.dtype)}var _x={kernelName:"Neg",backendName:"webgl",kernelFunc:KI};var qI=it.nonMaxSuppressionV3Impl;function XI(r){y.warn("tf.nonMaxSuppression() in webgl locks the UI thread. Call tf.nonMaxSuppressionAsync() instead");let{inputs:e,backend:t,attrs:o}=r,{boxes:n,scores:s}=e,{maxOutputSize:i,iouThreshold:a,scoreThreshold:l}=o,c=t.readSync(n.dataId),u=t.readSync(s.dataId),{selectedIndices:p}=qI(c,u,i,a,l);return t.makeTensorInfo([p.length],"int32",new Int32Array(p))}var Dx={kernelName:Yc,backendName:"webgl",kernelFunc:XI};var jI=it.nonMaxSuppressionV4Impl;function YI(r){y.warn("tf.nonMaxSuppression() in webgl locks the UI thread. Call tf.nonMaxSuppressionAsync() instead");let{inputs:e,backend:t,attrs:o}=r,{boxes:n,scores:s}=e,{maxOutputSize:i,iouThreshold:a,scoreThreshold:l,padToMaxOutputSize:c}=o,u=t.readSync(n.dataId),p=t.readSync(s.dataId),{selectedIndices:f,validOutputs:d}=jI(u,p,i,a,l,c);return[t.makeTensorInfo([f.length],"int32",new Int32Array(f)),t.makeTensorInfo([],"int32",new Int32Array([d]))]}var Ox={kernelName:Zc,backendName:"webgl",kernelFunc:YI};var ZI=it.nonMaxSuppressionV5Impl;function QI(r){y.warn("tf.nonMaxSuppression() in webgl locks the UI thread. Call tf.nonMaxSuppressionAsync() instead");let{inputs:e,backend:t,attrs:o}=r,{boxes:n,scores:s}=e,{maxOutputSize:i,iouThreshold:a,scoreThreshold:l,softNmsSigma:c}=o,u=t.readSync(n.dataId),p=t.readSync(s.dataId),f=i,d=a,m=l,x=c,{selectedIndices:g,selectedScores:h}=ZI(u,p,f,d,m,x);return[t.makeTensorInfo([g.length],"int32",new Int32Array(g)),t.makeTensorInfo([h.length],"float32",new Float32Array(h))]}var Px={kernelName:Qc,backendName:"webgl",kernelFunc:QI};var ri=class{constructor(e,t,o,n){this.variableNames=["indices"],this.outputShape=[e,t],this.userCode=`
      void main() {
        ivec2 coords = getOutputCoords();
        int index = round(getIndices(coords.x));
        setOutput(mix(float(${n}), float(${o}),
                      float(index == coords.y)));
      }
    `}};var JI=r=>{let{inputs:e,backend:t,attrs:o}=r,{indices:n}=e,{dtype:s,depth:i,onValue:a,offValue:l}=o,c=C.sizeFromShape(n.shape),u=new ri(c,i,a,l),p=T({inputs:{x:n},backend:t,attrs:{shape:[c]}}),f=t.runWebGLProgram(u,[p],s);t.disposeIntermediateTensorInfo(p);let d=[...n.shape,i],m=T({inputs:{x:f},backend:t,attrs:{shape:d}});return t.disposeIntermediateTensorInfo(f),m},Lx={kernelName:eu,backendName:"webgl",kernelFunc:JI};function Ro(r){let{inputs:e,backend:t}=r,{x:o}=e;if(o.dtype==="complex64"){let n=Ct({inputs:{input:o},backend:t}),s=Ro({inputs:{x:n},backend:t}),i=rr({inputs:{input:o},backend:t}),a=Ro({inputs:{x:i},backend:t}),l=Ee({inputs:{real:s,imag:a},backend:t});return t.disposeIntermediateTensorInfo(n),t.disposeIntermediateTensorInfo(s),t.disposeIntermediateTensorInfo(i),t.disposeIntermediateTensorInfo(a),l}else return bt({attrs:{shape:o.shape,dtype:o.dtype,value:o.dtype==="string"?"":0},backend:t})}var Mx={kernelName:on,backendName:"webgl",kernelFunc:Ro};function Bx(r){let{inputs:e,backend:t}=r,{x:o}=e;if(o.dtype==="string")throw new Error("onesLike is not supported under string dtype");if(o.dtype==="complex64"){let n=Ct({inputs:{input:o},backend:t}),s=Bx({inputs:{x:n},backend:t}),i=rr({inputs:{input:o},backend:t}),a=Ro({inputs:{x:i},backend:t}),l=Ee({inputs:{real:s,imag:a},backend:t});return t.disposeIntermediateTensorInfo(n),t.disposeIntermediateTensorInfo(s),t.disposeIntermediateTensorInfo(i),t.disposeIntermediateTensorInfo(a),l}else return bt({attrs:{shape:o.shape,dtype:o.dtype,value:1},backend:t})}var Ux={kernelName:Jc,backendName:"webgl",kernelFunc:Bx};function eT(r){let{inputs:e,backend:t,attrs:o}=r,{axis:n}=o;if(e.length===1)return Us({inputs:{input:e[0]},backend:t,attrs:{dim:n}});let s=e[0].shape,i=e[0].dtype;e.forEach(u=>{C.assertShapesMatch(s,u.shape,"All tensors passed to stack must have matching shapes"),C.assert(i===u.dtype,()=>"All tensors passed to stack must have matching dtypes")});let a=[],l=e.map(u=>{let p=Us({inputs:{input:u},backend:t,attrs:{dim:n}});return a.push(p),p}),c=yl({inputs:l,backend:t,attrs:{axis:n}});return a.forEach(u=>t.disposeIntermediateTensorInfo(u)),c}var Vx={kernelName:tu,backendName:"webgl",kernelFunc:eT};var oi=class{constructor(e,t,o){this.variableNames=["x"],this.customUniforms=[{name:"value",type:"float"}],this.outputShape=t.map((c,u)=>c[0]+e[u]+c[1]);let n=e.length,s=M(n),i=t.map(c=>c[0]).join(","),a=t.map((c,u)=>c[0]+e[u]).join(","),l=["coords[0]","coords[1]","coords[2]","coords[3]"].slice(0,n);if(n===1){this.userCode=`
        int start = ${i};
        int end = ${a};

        void main() {
          int outC = getOutputCoords();
          if (outC < start || outC >= end) {
            setOutput(value);
          } else {
            setOutput(getX(outC - start));
          }
        }
      `;return}this.userCode=`
      ${s} start = ${s}(${i});
      ${s} end = ${s}(${a});

      void main() {
        ${s} outC = getOutputCoords();
        if (any(lessThan(outC, start)) || any(greaterThanEqual(outC, end))) {
          setOutput(value);
        } else {
          ${s} coords = outC - start;
          setOutput(getX(${l}));
        }
      }
    `}};var ni=class{constructor(e,t,o){this.variableNames=["x"],this.packedInputs=!0,this.packedOutput=!0,this.customUniforms=[{name:"value",type:"float"}],this.outputShape=t.map((x,g)=>x[0]+e[g]+x[1]);let n=e.length,s=M(n),i=t.map(x=>x[0]).join(","),a=t.map((x,g)=>x[0]+e[g]).join(","),l=te("rc",n),c=te("source",n),u=`${l[n-1]} < ${this.outputShape[n-1]}`,p=n===1?"source":`vec2(${c.slice(-2).join()})`,f=[`${s} rc = outputLoc;`,`${l[n-1]} += 1;
       if(${u}) {
      `,n===1?"":`}
       rc = outputLoc;
       ${l[n-2]} += 1;
       if(${l[n-2]} < ${this.outputShape[n-2]}) {`,n===1?"":`  ${l[n-1]} += 1;
         if(${u}) {`],d=n===1?"rc < start || rc >= end":"any(lessThan(rc, start)) || any(greaterThanEqual(rc, end))",m="";for(let x=0,g=n===1?2:4;x<g;x++)m+=`
        ${f[x]}
        if (${d}) {
          result[${x}] = float(value);
        } else {
          ${s} source = rc - start;
          result[${x}] = getChannel(getX(${c.join()}), ${p});
        }
      `;m+=n===1?"} ":"}}",this.userCode=`
      const ${s} start = ${s}(${i});
      const ${s} end = ${s}(${a});

      void main() {
        ${s} outputLoc = getOutputCoords();
        vec4 result = vec4(0.);
        ${m}
        setOutput(result);
      }
    `}};var Rl=r=>{let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{paddings:s,constantValue:i}=o;if(C.sizeFromShape(n.shape)===0){let c=s.map((u,p)=>u[0]+n.shape[p]+u[1]);return bt({backend:t,attrs:{shape:c,value:i,dtype:n.dtype}})}let a=S().getBool("WEBGL_PACK_ARRAY_OPERATIONS")?new ni(n.shape,s,i):new oi(n.shape,s,i),l=[[i]];return t.runWebGLProgram(a,[n],n.dtype,l)},Wx={kernelName:ru,backendName:"webgl",kernelFunc:Rl};var tT=`
  if(a < 0.0 && floor(b) < b){
    return NAN;
  }
  if (b == 0.0) {
    return 1.0;
  }
  return (round(mod(b, 2.0)) != 1) ?
      pow(abs(a), b) : sign(a) * pow(abs(a), b);
`,rT=`
  // isModRound1 has 1 for components with round(mod(b, 2.0)) == 1, 0 otherwise.
  vec4 isModRound1 = vec4(equal(round(mod(b, 2.0)), ivec4(1)));
  vec4 multiplier = sign(a) * isModRound1 + (vec4(1.0) - isModRound1);
  vec4 result = multiplier * pow(abs(a), b);

  // Ensure that a^0 = 1, including 0^0 = 1 as this correspond to TF and JS
  bvec4 isExpZero = equal(b, vec4(0.0));
  result.r = isExpZero.r ? 1.0 : result.r;
  result.g = isExpZero.g ? 1.0 : result.g;
  result.b = isExpZero.b ? 1.0 : result.b;
  result.a = isExpZero.a ? 1.0 : result.a;

  bvec4 isNaN1 = lessThan(a, vec4(0.0));
  bvec4 isNaN2 = lessThan(floor(b), b);
  bvec4 isNaN = bvec4(isNaN1.x && isNaN2.x, isNaN1.y && isNaN2.y, isNaN1.z && isNaN2.z, isNaN1.w && isNaN2.w);
  `+Le+`
  return result;
`,oT=G({opSnippet:tT,packedOpSnippet:rT}),Gx={kernelName:"Pow",backendName:"webgl",kernelFunc:oT};function nT(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{axis:s,keepDims:i}=o,a=n.shape.length,l=[],c=C.parseAxisParam(s,n.shape),u=c,p=y.getAxesPermutation(u,a),f=n;p!=null&&(f=Y({inputs:{x:n},backend:t,attrs:{perm:p}}),u=y.getInnerMostAxes(u.length,a),l.push(f)),y.assertAxesAreInnerMostDims("prod",u,a);let d;if(t.shouldExecuteOnCPU([f])){let m=t.texData.get(f.dataId).values,{outVals:x,outShape:g,outDtype:h}=Am(f.shape,f.dtype,m,u);d=t.makeTensorInfo(g,h,x)}else{let[m,x]=y.computeOutAndReduceShapes(f.shape,u),g=C.sizeFromShape(x),h=T({inputs:{x:f},backend:t,attrs:{shape:[-1,g]}}),b=zt(n.dtype),w=Me(h,b,"prod",t);d=T({inputs:{x:w},backend:t,attrs:{shape:m}}),l.push(h),l.push(w)}if(i){l.push(d);let m=y.expandShapeToKeepDim(d.shape,c);d=T({inputs:{x:d},backend:t,attrs:{shape:m}})}return l.forEach(m=>t.disposeIntermediateTensorInfo(m)),d}var zx={kernelName:Fi,backendName:"webgl",kernelFunc:nT};function sT(r){let{inputs:e,backend:t,attrs:o}=r,{paramsNestedSplits:n,paramsDenseValues:s,indices:i}=e,{outputRaggedRank:a}=o,l=n.map(h=>t.readSync(h.dataId)),c=n.map(h=>h.shape),u=t.readSync(s.dataId),p=t.readSync(i.dataId),[f,d,m]=Fm(l,c,u,s.shape,s.dtype,p,i.shape,a),x=f.map(h=>t.makeTensorInfo([h.length],"int32",h)),g=t.makeTensorInfo(m,s.dtype,d);return x.concat([g])}var Hx={kernelName:ou,backendName:"webgl",kernelFunc:sT};function iT(r){let{inputs:e,backend:t}=r,{starts:o,limits:n,deltas:s}=e,i=t.readSync(o.dataId),a=t.readSync(n.dataId),l=t.readSync(s.dataId),[c,u]=_m(i,o.shape,o.dtype,a,n.shape,l,s.shape),p=t.makeTensorInfo([c.length],"int32",c),f=t.makeTensorInfo([u.length],o.dtype,u);return[p,f]}var Kx={kernelName:nu,backendName:"webgl",kernelFunc:iT};function aT(r){let{inputs:e,backend:t,attrs:o}=r,{shape:n,values:s,defaultValue:i,rowPartitionTensors:a}=e,{rowPartitionTypes:l}=o,c=t.readSync(n.dataId),u=t.readSync(s.dataId),p=t.readSync(i.dataId),f=a.map(g=>t.readSync(g.dataId)),d=a.map(g=>g.shape),[m,x]=Dm(c,n.shape,u,s.shape,s.dtype,p,i.shape,f,d,l);return t.makeTensorInfo(m,s.dtype,x)}var qx={kernelName:su,backendName:"webgl",kernelFunc:aT};var Nl=r=>{let{backend:e,attrs:t}=r,{start:o,stop:n,step:s,dtype:i}=t,a=Om(o,n,s,i);return e.makeTensorInfo([a.length],i,a)},Xx={kernelName:iu,backendName:"webgl",kernelFunc:Nl};var lT="return 1.0 / x;",cT=_({opSnippet:lT}),jx={kernelName:au,backendName:"webgl",kernelFunc:cT};var uT=ne+`
  return (x < 0.0) ? 0.0 : x;
`,pT=`
  vec4 result = x * vec4(greaterThanEqual(x, vec4(0.0)));
  bvec4 isNaN = isnan(x);

  result.r = isNaN.r ? x.r : result.r;
  result.g = isNaN.g ? x.g : result.g;
  result.b = isNaN.b ? x.b : result.b;
  result.a = isNaN.a ? x.a : result.a;

  return result;
`,fT=_({opSnippet:uT,packedOpSnippet:pT}),Yx={kernelName:Yo,backendName:"webgl",kernelFunc:fT};var dT=ne+`
  return (x < 0.0) ? 0.0 : min(6.0, x);
`,mT=`
  vec4 result = min(x, vec4(6.)) * vec4(greaterThanEqual(x, vec4(0.0)));
  bvec4 isNaN = isnan(x);

  result.r = isNaN.r ? x.r : result.r;
  result.g = isNaN.g ? x.g : result.g;
  result.b = isNaN.b ? x.b : result.b;
  result.a = isNaN.a ? x.a : result.a;

  return result;
`,hT=_({opSnippet:dT,packedOpSnippet:mT}),Zx={kernelName:Qo,backendName:"webgl",kernelFunc:hT};var si=class{constructor(e,t,o,n,s){this.variableNames=["A"],this.outputShape=[];let[i,a,l,c]=e;this.outputShape=[i,t,o,c];let u=[n&&t>1?a-1:a,n&&o>1?l-1:l],p=[n&&t>1?t-1:t,n&&o>1?o-1:o],f;s?f="(vec2(yRC) + vec2(0.5)) * effectiveInputOverOutputRatioRC - vec2(0.5)":f="vec2(yRC) * effectiveInputOverOutputRatioRC",this.userCode=`
      const vec2 effectiveInputOverOutputRatioRC = vec2(
          ${u[0]/p[0]},
          ${u[1]/p[1]});
      const vec2 inputShapeRC = vec2(${a}.0, ${l}.0);

      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int d = coords[3];
        ivec2 yRC = coords.yz;

        // Fractional source index.
        vec2 sourceFracIndexRC = ${f};

        // Compute the four integer indices.
        ivec2 sourceFloorRC = ivec2(max(sourceFracIndexRC, vec2(0.0)));
        ivec2 sourceCeilRC = ivec2(
          min(inputShapeRC - 1.0, ceil(sourceFracIndexRC)));

        float topLeft = getA(b, sourceFloorRC.x, sourceFloorRC.y, d);
        float bottomLeft = getA(b, sourceCeilRC.x, sourceFloorRC.y, d);
        float topRight = getA(b, sourceFloorRC.x, sourceCeilRC.y, d);
        float bottomRight = getA(b, sourceCeilRC.x, sourceCeilRC.y, d);

        vec2 fracRC = sourceFracIndexRC - vec2(sourceFloorRC);

        float top = topLeft + (topRight - topLeft) * fracRC.y;
        float bottom = bottomLeft + (bottomRight - bottomLeft) * fracRC.y;
        float newValue = top + (bottom - top) * fracRC.x;

        setOutput(newValue);
      }
    `}};var ii=class{constructor(e,t,o,n,s){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0,this.outputShape=[];let[i,a,l,c]=e;this.outputShape=[i,t,o,c];let u=[n&&t>1?a-1:a,n&&o>1?l-1:l],p=[n&&t>1?t-1:t,n&&o>1?o-1:o],f;s?f="(vec3(yRC) + vec3(0.5)) * effectiveInputOverOutputRatioRC - vec3(0.5)":f="vec3(yRC) * effectiveInputOverOutputRatioRC",this.userCode=`
      const vec3 effectiveInputOverOutputRatioRC = vec3(
          ${u[0]/p[0]},
          ${u[1]/p[1]},
          ${u[1]/p[1]});
      const vec3 inputShapeRC = vec3(${a}.0, ${l}.0,
                                     ${l}.0);

      float getAValue(int b, int r, int c, int d) {
        return getChannel(getA(b, r, c, d), vec2(c, d));
      }

      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int d = coords[3];
        // Calculate values for next column in yRC.z.
        ivec3 yRC = coords.yzz + ivec3(0, 0, 1);

        // Fractional source index.
        vec3 sourceFracIndexRC = ${f};

        // Compute the four integer indices.
        ivec3 sourceFloorRC = ivec3(max(sourceFracIndexRC, vec3(0.0)));
        ivec3 sourceCeilRC = ivec3(
          min(inputShapeRC - 1.0, ceil(sourceFracIndexRC)));

        // Should we calculate next column and row elements in 2x2 packed cell.
        bool hasNextCol = d < ${c-1};
        bool hasNextRow = coords.z < ${o-1};

        // In parallel, construct four corners for all four components in
        // packed 2x2 cell.
        vec4 topLeft = vec4(
          getAValue(b, sourceFloorRC.x, sourceFloorRC.y, d),
          hasNextCol ? getAValue(b, sourceFloorRC.x, sourceFloorRC.y, d + 1)
                     : 0.0,
          hasNextRow ? getAValue(b, sourceFloorRC.x, sourceFloorRC.z, d)
                     : 0.0,
          (hasNextRow && hasNextCol) ?
            getAValue(b, sourceFloorRC.x, sourceFloorRC.z, d + 1) : 0.0);

        vec4 bottomLeft = vec4(
          getAValue(b, sourceCeilRC.x, sourceFloorRC.y, d),
          hasNextCol ? getAValue(b, sourceCeilRC.x, sourceFloorRC.y, d + 1)
                     : 0.0,
          hasNextRow ? getAValue(b, sourceCeilRC.x, sourceFloorRC.z, d)
                     : 0.0,
          (hasNextRow && hasNextCol) ?
            getAValue(b, sourceCeilRC.x, sourceFloorRC.z, d + 1) : 0.0);

        vec4 topRight = vec4(
          getAValue(b, sourceFloorRC.x, sourceCeilRC.y, d),
          hasNextCol ? getAValue(b, sourceFloorRC.x, sourceCeilRC.y, d + 1)
                     : 0.0,
          hasNextRow ? getAValue(b, sourceFloorRC.x, sourceCeilRC.z, d)
                     : 0.0,
          (hasNextRow && hasNextCol) ?
            getAValue(b, sourceFloorRC.x, sourceCeilRC.z, d + 1) : 0.0);

        vec4 bottomRight = vec4(
          getAValue(b, sourceCeilRC.x, sourceCeilRC.y, d),
          hasNextCol ? getAValue(b, sourceCeilRC.x, sourceCeilRC.y, d + 1)
                     : 0.0,
          hasNextRow ? getAValue(b, sourceCeilRC.x, sourceCeilRC.z, d)
                     : 0.0,
          (hasNextRow && hasNextCol) ?
            getAValue(b, sourceCeilRC.x, sourceCeilRC.z, d + 1) : 0.0);

        vec3 fracRC = sourceFracIndexRC - vec3(sourceFloorRC);

        vec4 top = mix(topLeft, topRight, fracRC.yyzz);
        vec4 bottom = mix(bottomLeft, bottomRight, fracRC.yyzz);
        vec4 newValue = mix(top, bottom, fracRC.x);

        setOutput(newValue);
      }
    `}};function gT(r){let{inputs:e,backend:t,attrs:o}=r,{images:n}=e,{alignCorners:s,halfPixelCenters:i,size:a}=o,[l,c]=a,u=S().getBool("WEBGL_PACK_IMAGE_OPERATIONS")?new ii(n.shape,l,c,s,i):new si(n.shape,l,c,s,i);return t.runWebGLProgram(u,[n],"float32")}var Qx={kernelName:uu,backendName:"webgl",kernelFunc:gT};var ai=class{constructor(e,t,o){this.variableNames=["dy"],this.outputShape=[],this.outputShape=t;let[,n,s]=t,[,i,a]=e,l=[o&&i>1?n-1:n,o&&a>1?s-1:s],c=[o&&i>1?i-1:i,o&&a>1?a-1:a],u=l[0]/c[0],p=l[1]/c[1],f=1/u,d=1/p,m=Math.ceil(f)*2+2,x=Math.ceil(d)*2+2;this.userCode=`
      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int d = coords[3];
        int r = coords[1];
        int c = coords[2];

        float accumulator = 0.0;

        const float heightScale = float(${u});
        const float widthScale = float(${p});

        const float invHeightScale = float(${f});
        const float invWidthScale = float(${d});

        const int winHeight = int(${m});
        const int winWidth = int(${x});

        // Compute bounds for where in dy we will look
        float startRLerp = floor(float(r) * invHeightScale);
        int startDyR = int(startRLerp - float(winHeight / 2));

        float startCLerp = floor(float(c) * invWidthScale);
        int startDyC = int(startCLerp - float(winWidth / 2));

        // Loop over dy
        for (int dyROffset = 0; dyROffset < winHeight; dyROffset++) {
          int dyR = dyROffset + startDyR;

          // Guard against the window exceeding the bounds of dy
          if (dyR < 0 || dyR >= ${i}) {
            continue;
          }

          for (int dyCOffset = 0; dyCOffset < winWidth; dyCOffset++) {
            int dyC = dyCOffset + startDyC;

            // Guard against the window exceeding the bounds of dy
            if (dyC < 0 || dyC >= ${a}) {
              continue;
            }

            float dxR = float(dyR) * heightScale;
            int topDxRIndex = int(floor(dxR));
            int bottomDxRIndex = int(min(ceil(dxR), ${n-1}.0));
            float dxRLerp = dxR - float(topDxRIndex);
            float inverseDxRLerp = 1.0 - dxRLerp;

            float dxC = float(dyC) * widthScale;
            int leftDxCIndex = int(floor(dxC));
            int rightDxCIndex = int(min(ceil(dxC), ${s-1}.0));
            float dxCLerp = dxC - float(leftDxCIndex);
            float inverseDxCLerp = 1.0 - dxCLerp;

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

        setOutput(accumulator);
      }
    `}};function xT(r){let{inputs:e,backend:t,attrs:o}=r,{images:n,dy:s}=e,{alignCorners:i}=o,a=new ai(s.shape,n.shape,i);return t.runWebGLProgram(a,[s],s.dtype)}var Jx={kernelName:pu,backendName:"webgl",kernelFunc:xT};var li=class{constructor(e,t,o,n,s){this.variableNames=["A"],this.outputShape=[];let[i,a,l,c]=e;this.outputShape=[i,t,o,c];let u=[n&&t>1?a-1:a,n&&o>1?l-1:l],p=[n&&t>1?t-1:t,n&&o>1?o-1:o],f=n?"0.5":"0.0",d;s?d="max((vec2(yRC) + vec2(0.5)) * effectiveInputOverOutputRatioRC, vec2(0.0))":d="vec2(yRC) * effectiveInputOverOutputRatioRC",this.userCode=`
      const vec2 effectiveInputOverOutputRatioRC = vec2(
          ${u[0]/p[0]},
          ${u[1]/p[1]});
      const vec2 inputShapeRC = vec2(${a}.0, ${l}.0);

      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int d = coords[3];
        ivec2 yRC = coords.yz;

        // Fractional source index.
        vec2 sourceFracIndexRC = ${d};

        // Compute the coordinators of nearest neighbor point.
        ivec2 sourceNearestRC = ivec2(
          min(inputShapeRC - 1.0, floor(sourceFracIndexRC + ${f})));
        float newValue = getA(b, sourceNearestRC.x, sourceNearestRC.y, d);

        setOutput(newValue);
      }
    `}};var ci=class{constructor(e,t,o,n,s){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0,this.outputShape=[];let[i,a,l,c]=e;this.outputShape=[i,t,o,c];let u=[n&&t>1?a-1:a,n&&o>1?l-1:l],p=[n&&t>1?t-1:t,n&&o>1?o-1:o],f=n?"0.5":"0.0",d;s?d="max((vec3(yRC) + vec3(0.5)) * effectiveInputOverOutputRatioRC, vec3(0.0))":d="vec3(yRC) * effectiveInputOverOutputRatioRC",this.userCode=`
      const vec3 effectiveInputOverOutputRatioRC = vec3(
          ${u[0]/p[0]},
          ${u[1]/p[1]},
          ${u[1]/p[1]});
      const vec3 inputShapeRC = vec3(${a}.0, ${l}.0,
                                     ${l}.0);

      float getAValue(int b, int r, int c, int d) {
        return getChannel(getA(b, r, c, d), vec2(c, d));
      }

      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int d = coords[3];
        // Calculate values for next column in yRC.z.
        ivec3 yRC = coords.yzz + ivec3(0, 0, 1);

        // Fractional source index.
        vec3 sourceFracIndexRC = ${d};

        // Compute the coordinators of nearest neighbor point.
        ivec3 sourceNearestRC = ivec3(
          min(inputShapeRC - 1.0, floor(sourceFracIndexRC + ${f})));

        // Should we calculate next column and row elements in 2x2 packed cell.
        bool hasNextCol = d < ${c-1};
        bool hasNextRow = coords.z < ${o-1};

        vec4 newValue = vec4(
          getAValue(b, sourceNearestRC.x, sourceNearestRC.y, d),
          hasNextCol ? getAValue(b, sourceNearestRC.x, sourceNearestRC.y, d + 1)
                     : 0.0,
          hasNextRow ? getAValue(b, sourceNearestRC.x, sourceNearestRC.z, d)
                     : 0.0,
          (hasNextRow && hasNextCol) ?
            getAValue(b, sourceNearestRC.x, sourceNearestRC.z, d + 1) : 0.0);

        setOutput(newValue);
      }
    `}};function CT(r){let{inputs:e,backend:t,attrs:o}=r,{images:n}=e,{alignCorners:s,halfPixelCenters:i,size:a}=o,[l,c]=a,u=S().getBool("WEBGL_PACK_IMAGE_OPERATIONS")?new ci(n.shape,l,c,s,i):new li(n.shape,l,c,s,i);return t.runWebGLProgram(u,[n],n.dtype)}var eC={kernelName:lu,backendName:"webgl",kernelFunc:CT};var ui=class{constructor(e,t,o){this.variableNames=["dy"],this.outputShape=[],this.outputShape=t;let[,n,s]=t,[,i,a]=e,l=[o&&i>1?n-1:n,o&&a>1?s-1:s],c=[o&&i>1?i-1:i,o&&a>1?a-1:a],u=l[0]/c[0],p=l[1]/c[1],f=1/u,d=1/p,m=Math.ceil(f)*2+2,x=Math.ceil(d)*2+2;this.userCode=`
      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int d = coords[3];
        int r = coords[1];
        int c = coords[2];

        float accumulator = 0.0;

        const float heightScale = float(${u});
        const float widthScale = float(${p});

        const float invHeightScale = float(${f});
        const float invWidthScale = float(${d});

        const int winHeight = int(${m});
        const int winWidth = int(${x});

        // Compute bounds for where in dy we will look
        float startRLerp = floor(float(r) * invHeightScale);
        int startDyR = int(floor(startRLerp - float(winHeight / 2)));

        float startCLerp = floor(float(c) * invWidthScale);
        int startDyC = int(floor(startCLerp - float(winWidth / 2)));

        // Loop over dy
        for (int dyROffset = 0; dyROffset < winHeight; dyROffset++) {
          int dyR = dyROffset + startDyR;

          // Guard against the window exceeding the bounds of dy
          if (dyR < 0 || dyR >= ${i}) {
            continue;
          }

          for (int dyCOffset = 0; dyCOffset < winWidth; dyCOffset++) {
            int dyC = dyCOffset + startDyC;

            // Guard against the window exceeding the bounds of dy
            if (dyC < 0 || dyC >= ${a}) {
              continue;
            }

            float sourceFracRow =
              float(${l[0]}) *
                (float(dyR) / float(${c[0]}));

            float sourceFracCol =
                float(${l[1]}) *
                  (float(dyC) / float(${c[1]}));

            int sourceNearestRow = int(min(
                float(int(${n}) - 1),
                ${o} ? float(round(sourceFracRow)) :
                                  float(floor(sourceFracRow))));

            int sourceNearestCol = int(min(
                float(int(${s}) - 1),
                ${o} ? float(round(sourceFracCol)) :
                                  float(floor(sourceFracCol))));

            if (r == sourceNearestRow && c == sourceNearestCol) {
              accumulator += getDy(b, dyR, dyC, d);
            }
          }
        }
        // End loop over dy

        setOutput(accumulator);
      }
    `}};function bT(r){let{inputs:e,backend:t,attrs:o}=r,{images:n,dy:s}=e,{alignCorners:i}=o,a=new ui(s.shape,n.shape,i);return t.runWebGLProgram(a,[s],s.dtype)}var tC={kernelName:cu,backendName:"webgl",kernelFunc:bT};var pi=class{constructor(e,t){this.variableNames=["x"];let o=e.length;if(o>4)throw new Error(`WebGL backend: Reverse of rank-${o} tensor is not yet supported`);if(this.outputShape=e,o===1){this.userCode=`
        void main() {
          int coord = getOutputCoords();
          setOutput(getX(${e[0]} - coord - 1));
        }
      `;return}let n=a=>t.indexOf(a)!==-1&&e[a]!==1?`${e[a]} - coords[${a}] - 1`:`coords[${a}]`,s=e.map((a,l)=>n(l)).join(","),i=M(o);this.userCode=`
      void main() {
        ${i} coords = getOutputCoords();
        setOutput(getX(${s}));
      }
    `}};var fi=class{constructor(e,t){this.variableNames=["x"],this.packedInputs=!0,this.packedOutput=!0;let o=e.length;if(o>4)throw new Error(`WebGL backend: Reverse of rank-${o} tensor is not yet supported`);this.outputShape=e;let n=te("rc",o),s=`${n[o-1]} + 1 < ${this.outputShape[o-1]}`,i=`${n[o-2]} + 1 < ${this.outputShape[o-2]}`,a=M(o);o===1?this.userCode=`
        void main(){
          int rc = getOutputCoords();
          vec4 result = vec4(0.);
          result.r = getChannel(getX(${e[0]} - rc - 1),
            ${e[0]} - rc - 1);
          if(${s}){
              result.g = getChannel(getX(${e[0]} - (rc  + 1) - 1),
                ${e[0]} - (rc  + 1) - 1);
          }
          setOutput(result);
        }
      `:this.userCode=`
        void main() {
          ${a} rc = getOutputCoords();
          vec4 result = vec4(0.);
          result.r = ${l(n.slice())};
          if(${s}){
            result.g = ${c(n.slice())};
          }
          if(${i}) {
            result.b = ${u(n.slice())};
            if(${s}) {
              result.a = ${p(n.slice())};
            }
          }
          setOutput(result);
        }
    `;function l(m){return f(m)}function c(m){return m[o-1]="("+m[o-1]+" + 1)",f(m)}function u(m){return m[o-2]="("+m[o-2]+" + 1)",f(m)}function p(m){return m[o-1]="("+m[o-1]+" + 1)",m[o-2]="("+m[o-2]+" + 1)",f(m)}function f(m){let x=e.map((b,w)=>d(w,m)),g=x.join(","),h=x.slice(-2).join(",");return`getChannel(getX(${g}), vec2(${h}))`}function d(m,x){return t.indexOf(m)!==-1&&e[m]!==1?`${e[m]} - ${x[m]} - 1`:`${x[m]}`}}};function yT(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{dims:s}=o,i=n.shape.length,a=C.parseAxisParam(s,n.shape);if(i===0)return re({inputs:{x:n},backend:t});let l=S().getBool("WEBGL_PACK_ARRAY_OPERATIONS")?new fi(n.shape,a):new pi(n.shape,a);return t.runWebGLProgram(l,[n],n.dtype)}var rC={kernelName:fu,backendName:"webgl",kernelFunc:yT};var di=class{constructor(e,t){this.variableNames=["Image"],this.outputShape=[],this.customUniforms=[{name:"params",type:"vec4"}];let o=e[1],n=e[2];this.outputShape=e;let s="";typeof t=="number"?s=`float outputValue = ${t.toFixed(2)};`:s=`
        vec3 fill = vec3(${t.join(",")});
        float outputValue = fill[coords[3]];`,this.userCode=`
        void main() {
          ivec4 coords = getOutputCoords();
          int x = coords[2];
          int y = coords[1];
          float coordXFloat = (float(x) - params[0]) * params[3] -
            (float(y) - params[1]) * params[2];
          float coordYFloat = (float(x) - params[0]) * params[2] +
            (float(y) - params[1]) * params[3];
          int coordX = int(round(coordXFloat + params[0]));
          int coordY = int(round(coordYFloat + params[1]));
          ${s}
          if(coordX >= 0 && coordX < ${n} && coordY >= 0 && coordY < ${o}) {
            outputValue = getImage(coords[0], coordY, coordX, coords[3]);
          }
          setOutput(outputValue);
        }
    `}};var oC={kernelName:Gu,backendName:"webgl",kernelFunc:({inputs:r,attrs:e,backend:t})=>{let{image:o}=r,{radians:n,fillValue:s,center:i}=e,a=t,l=new di(o.shape,s),[c,u]=y.getImageCenter(i,o.shape[1],o.shape[2]),p=[[c,u,Math.sin(n),Math.cos(n)]];return a.runWebGLProgram(l,[o],o.dtype,p)}};var wT=`
  // OpenGL ES does not support round function.
  // The algorithm is based on banker's rounding.
  float base = floor(x);
  if ((x - base) < 0.5) {
    return floor(x);
  } else if ((x - base) > 0.5) {
    return ceil(x);
  } else {
    if (mod(base, 2.0) == 0.0) {
      return base;
    } else {
      return base + 1.0;
    }
  }
`,ST=_({opSnippet:wT}),nC={kernelName:du,backendName:"webgl",kernelFunc:ST};var vT="return inversesqrt(x);",IT=_({opSnippet:vT,cpuKernelImpl:Pm}),sC={kernelName:Jo,backendName:"webgl",kernelFunc:IT};var Ft=class{constructor(e,t,o,n,s,i,a=!0,l=!1){this.variableNames=["updates","indices","defaultValue"],this.outputShape=i;let c=M(s.length),u=M(i.length),p="";o===1?p="i":o===2&&(p="i, j");let f=`getIndices(${p})`,d="";n===1?d="i":n===2&&(d="i, coords[1]");let m=`getUpdates(${d})`,x="";l&&(x="coords[0], coords[1]");let g=`getDefaultValue(${x})`,h=t>1?"strides[j]":"strides";this.userCode=`
        ${c} strides = ${c}(${s});

        void main() {
          ${u} coords = getOutputCoords();
          float sum = 0.0;
          bool found = false;
          for (int i = 0; i < ${e}; i++) {
            int flattenedIndex = 0;
            for (int j = 0; j < ${t}; j++) {
              int index = round(${f});
              flattenedIndex += index * ${h};
            }
            if (flattenedIndex == coords[0]) {
              sum += ${m};
              found = true;
            }
          }
          setOutput(mix(${g}, sum, float(found)));
        }
      `}};var mi=class{constructor(e,t,o,n,s,i,a=!0,l=!1){this.variableNames=["updates","indices","defaultValue"],this.packedInputs=!0,this.packedOutput=!0,this.outputShape=i;let c=M(s.length),u=M(i.length),p="";o===1?p="i":o===2&&(p="i, j");let f=`getIndices(${p})`,d="";n===1?d="i":n===2&&(d="i, coords[1]");let m=`getUpdates(${d})`,x="";l&&(x="coords[0], coords[1]");let g=`getDefaultValue(${x})`,h=t>1?"strides[j]":"strides",b=t>1?"strides[j + 1]":"strides";this.userCode=`
        ${c} strides = ${c}(${s});

        void main() {
          ${u} coords = getOutputCoords();
          vec4 sum = vec4(0.);
          vec4 found = vec4(0.);
          for (int i = 0; i < ${e}; i+=2) {
            ivec2 flattenedIndex = ivec2(0);
            for (int j = 0; j < ${t}; j+=2) {
              ivec4 index = round(${f});
              flattenedIndex += index.xz * ${h};
              if (j + 1 < ${t}) {
                flattenedIndex += index.yw * ${b};
              }
            }
            if (flattenedIndex[0] == coords[0] || flattenedIndex[1] == coords[0] ||
                flattenedIndex[0] == coords[0] + 1 || flattenedIndex[1] == coords[0] + 1) {
              vec4 updVals = ${m};
              if (flattenedIndex[0] == coords[0]) {
                sum.xy += updVals.xy;
                found.xy = vec2(1.);
              } else if (flattenedIndex[0] == coords[0] + 1) {
                sum.zw += updVals.xy;
                found.zw = vec2(1.);
              }
              if (flattenedIndex[1] == coords[0]) {
                sum.xy += updVals.zw;
                found.xy = vec2(1.);
              } else if (flattenedIndex[1] == coords[0] + 1) {
                sum.zw += updVals.zw;
                found.zw = vec2(1.);
              }
            }
          }
          setOutput(mix(${g}, sum, found));
        }
      `}};function TT(r){let{inputs:e,backend:t,attrs:o}=r,{indices:n,updates:s}=e,{shape:i}=o,{sliceRank:a,numUpdates:l,sliceSize:c,strides:u,outputSize:p}=y.calculateShapes(s,n,i),f=[p/c,c];if(p===0)return t.makeTensorInfo(i,n.dtype);let d=T({inputs:{x:n},backend:t,attrs:{shape:[l,a]}}),m=T({inputs:{x:s},backend:t,attrs:{shape:[l,c]}}),x=t.makeTensorInfo([],"float32",new Float32Array([0])),g;S().getBool("WEBGL_PACK")?g=new mi(l,a,d.shape.length,m.shape.length,u,f):g=new Ft(l,a,d.shape.length,m.shape.length,u,f);let h=t.runWebGLProgram(g,[m,d,x],m.dtype),b=T({inputs:{x:h},backend:t,attrs:{shape:i}});return t.disposeIntermediateTensorInfo(d),t.disposeIntermediateTensorInfo(m),t.disposeIntermediateTensorInfo(h),t.disposeIntermediateTensorInfo(x),b}var iC={kernelName:mu,backendName:"webgl",kernelFunc:TT};var hi=class{constructor(e,t,o,n){this.variableNames=["sortedSequence","values"],this.customUniforms=[{name:"numInputs",type:"int"}],this.outputShape=[e,o];let s="while (left < right) {",i=`for (int i = 0; i < ${Math.ceil(Math.log2(t+1))}; ++i) { if (left >= right) break;`,a=S().getNumber("WEBGL_VERSION")===2?s:i,l=n==="left"?"<":"<=";this.userCode=`
       int findBound(int batch, float value) {
         int left = 0;
         int right = numInputs;
         int mid;
         ${a}
           mid = (left + right) / 2;
           if (getSortedSequence(batch, mid) ${l} value) {
             left = mid + 1;
           } else {
             right = mid;
           }
         }
         return right;
       }

       void main() {
         ivec2 coords = getOutputCoords();
         int batch = coords[0];
         int valueIndex = coords[1];

         float value = getValues(batch, valueIndex);

         setOutput(float(findBound(batch, value)));
       }
     `}};function $T(r){let{inputs:e,backend:t,attrs:o}=r,{sortedSequence:n,values:s}=e,{side:i}=o,a=new hi(n.shape[0],n.shape[1],s.shape[1],i),l=[[n.shape[1]]];return t.runWebGLProgram(a,[n,s],"int32",l)}var aC={kernelName:gu,backendName:"webgl",kernelFunc:$T};var gi=class{constructor(e,t,o){this.variableNames=["c","a","b"],this.outputShape=t;let n,s;if(o>4)throw Error(`Where for rank ${o} is not yet supported`);if(o===1)s="resRC",n="resRC";else{let a=["resRC.x","resRC.y","resRC.z","resRC.w"],l=[],c=[];for(let u=0;u<t.length;u++)c.push(`${a[u]}`),u<e&&l.push(`${a[u]}`);n=l.join(),s=c.join()}let i=M(o);this.userCode=`
      void main() {
        ${i} resRC = getOutputCoords();
        float cVal = getC(${n});
        if (cVal >= 1.0) {
          setOutput(getA(${s}));
        } else {
          setOutput(getB(${s}));
        }
      }
    `}};function ET(r){let{inputs:e,backend:t}=r,{condition:o,t:n,e:s}=e,i=new gi(o.shape.length,n.shape,n.shape.length);return t.runWebGLProgram(i,[o,n,s],he(n.dtype,s.dtype))}var lC={kernelName:xu,backendName:"webgl",kernelFunc:ET};var RT=`
  // Stable and Attracting Fixed Point (0, 1) for Normalized Weights.
  // see: https://arxiv.org/abs/1706.02515
  float scaleAlpha = ${y.SELU_SCALEALPHA};
  float scale = ${y.SELU_SCALE};
  return (x >= 0.0) ? scale * x : scaleAlpha * (exp(x) - 1.0);
`,NT=_({opSnippet:RT}),cC={kernelName:Cu,backendName:"webgl",kernelFunc:NT};var kT=He+`
  return 1.0 / (1.0 + exp(-1.0 * x));
`,AT=`
  vec4 result = 1.0 / (1.0 + exp(-1.0 * x));
  bvec4 isNaN = isnan(x);

  result.r = isNaN.r ? x.r : result.r;
  result.g = isNaN.g ? x.g : result.g;
  result.b = isNaN.b ? x.b : result.b;
  result.a = isNaN.a ? x.a : result.a;

  return result;
`,FT=_({opSnippet:kT,packedOpSnippet:AT,cpuKernelImpl:Mm}),uC={kernelName:xr,backendName:"webgl",kernelFunc:FT};var _T=`
  if (isnan(x)) { return 0.0; }
  return sign(x);
`,DT=_({opSnippet:_T}),pC={kernelName:yu,backendName:"webgl",kernelFunc:DT};var PT=He+`
  return sin(x);
`,LT=`
  vec4 result = sin(x);
  bvec4 isNaN = isnan(x);
  ${Le}
  return result;
`,MT=_({opSnippet:PT,packedOpSnippet:LT}),fC={kernelName:"Sin",backendName:"webgl",kernelFunc:MT};var BT=`
  float e2x = exp(x);
  return (e2x - 1.0 / e2x) / 2.0;
`,UT=_({opSnippet:BT}),dC={kernelName:bu,backendName:"webgl",kernelFunc:UT};var VT=`
  float epsilon = 1.1920928955078125e-7;
  float threshold = log(epsilon) + 2.0;

  bool too_large = x > -threshold;
  bool too_small = x < threshold;

  float result;
  float exp_x = exp(x);

  if (too_large){
    result = x;
  }
  else if (too_small){
    result = exp_x;
  }
  else{
    result = log(exp_x + 1.0);
  }
  return result;
`,WT=_({opSnippet:VT}),mC={kernelName:wu,backendName:"webgl",kernelFunc:WT};var GT=r=>{let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{blockShape:s,paddings:i}=o;C.assert(n.shape.length<=4,()=>"spaceToBatchND for rank > 4 with a WebGL backend not implemented yet");let a=s.reduce((h,b)=>h*b),l=[[0,0]];l.push(...i);for(let h=1+s.length;h<n.shape.length;++h)l.push([0,0]);let c=[],u=Rl({inputs:{x:n},backend:t,attrs:{paddings:l,constantValue:0}}),p=y.getReshaped(u.shape,s,a,!1),f=y.getPermuted(p.length,s.length,!1),d=y.getReshapedPermuted(u.shape,s,a,!1),m=T({inputs:{x:u},backend:t,attrs:{shape:p}}),x=Y({inputs:{x:m},backend:t,attrs:{perm:f}}),g=T({inputs:{x},backend:t,attrs:{shape:d}});return c.push(u),c.push(m),c.push(x),c.forEach(h=>t.disposeIntermediateTensorInfo(h)),g},hC={kernelName:Su,backendName:"webgl",kernelFunc:GT};function zT(r){let{inputs:e,backend:t}=r,{indices:o,values:n,denseShape:s,defaultValue:i}=e;if(s.shape.length!==1)throw new Error(`Dense shape must be a vector, saw:
         ${s.shape}`);if(o.shape.length!==2)throw new Error(`Indices must be a matrix, saw:
         ${o.shape}`);if(n.shape.length!==1)throw new Error(`Values must be a vector, saw:
         ${n.shape}`);if(i.shape.length!==0)throw new Error(`Default value must be a scalar, saw:
        ${i.shape}`);let a=t.readSync(o.dataId),l=t.readSync(n.dataId),c=t.readSync(s.dataId),u=t.readSync(i.dataId)[0],[p,f,d,m,x]=Um(a,o.shape,o.dtype,l,n.dtype,c,u);return[t.makeTensorInfo(f,o.dtype,p),t.makeTensorInfo([f[0]],n.dtype,d),t.makeTensorInfo([m.length],"bool",new Uint8Array(m.map(g=>Number(g)))),t.makeTensorInfo([x.length],o.dtype,new Int32Array(x))]}var gC={kernelName:Tu,backendName:"webgl",kernelFunc:zT};function HT(r){let{inputs:e,backend:t}=r,{inputIndices:o,inputShape:n,newShape:s}=e;if(o.shape.length!==2)throw new Error(`Input indices should be a matrix but received shape ${o.shape}`);if(n.shape.length!==1)throw new Error(`Input shape should be a vector but received shape ${n.shape}`);if(s.shape.length!==1)throw new Error(`Target shape should be a vector but received shape ${s.shape}`);let i=Array.from(t.readSync(n.dataId)),a=t.readSync(o.dataId),l=Array.from(t.readSync(s.dataId)),[c,u,p]=Vm(a,o.shape,o.dtype,i,l);return[t.makeTensorInfo(u,o.dtype,c),t.makeTensorInfo([p.length],s.dtype,new Int32Array(p))]}var xC={kernelName:$u,backendName:"webgl",kernelFunc:HT};function KT(r){let{inputs:e,backend:t}=r,{data:o,indices:n,segmentIds:s}=e;if(o.shape.length<1)throw new Error("Data should be at least 1 dimensional but received scalar");if(n.shape.length!==1)throw new Error(`Indices should be a vector but received shape
              ${n.shape}`);if(s.shape.length!==1)throw new Error(`Segment ids should be a vector but received shape
              ${s.shape}`);let i=t.readSync(o.dataId),a=t.readSync(n.dataId),l=t.readSync(s.dataId),[c,u]=Zn(i,o.shape,o.dtype,a,l,!0);return t.makeTensorInfo(u,o.dtype,c)}var CC={kernelName:Eu,backendName:"webgl",kernelFunc:KT};function qT(r){let{inputs:e,backend:t}=r,{data:o,indices:n,segmentIds:s}=e;if(o.shape.length<1)throw new Error("Data should be at least 1 dimensional but received scalar");if(n.shape.length!==1)throw new Error(`Indices should be a vector but received shape
             ${n.shape}`);if(s.shape.length!==1)throw new Error(`Segment ids should be a vector but received shape
             ${s.shape}`);let i=t.readSync(o.dataId),a=t.readSync(n.dataId),l=t.readSync(s.dataId),[c,u]=Zn(i,o.shape,o.dtype,a,l);return t.makeTensorInfo(u,o.dtype,c)}var bC={kernelName:Ru,backendName:"webgl",kernelFunc:qT};function XT(r){let{inputs:e,backend:t,attrs:o}=r,{sparseIndices:n,sparseValues:s,defaultValue:i}=e,{outputShape:a}=o,{sliceRank:l,numUpdates:c,sliceSize:u,strides:p,outputSize:f}=y.calculateShapes(s,n,a),d=!1;if(s.dtype==="string"){let h=t.bufferSync(n),b=t.bufferSync(s),w=C.decodeString(t.readSync(i.dataId)[0]),v=Lm(h,b,a,f,u,c,l,p,w,d);return t.makeTensorInfo(a,v.dtype,v.values)}let m=new Ft(c,l,n.shape.length,s.shape.length,p,[f,1],d),x=t.runWebGLProgram(m,[s,n,i],s.dtype),g=T({inputs:{x},backend:t,attrs:{shape:a}});return t.disposeIntermediateTensorInfo(x),g}var yC={kernelName:Nu,backendName:"webgl",kernelFunc:XT};function jT(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{numOrSizeSplits:s,axis:i}=o,a=C.parseAxisParam(i,n.shape)[0],l=y.prepareSplitSize(n,s,a),c=n.shape.length,u=new Array(c).fill(0),p=n.shape.slice();return l.map(f=>{let d=[...p];d[a]=f;let m=et({inputs:{x:n},backend:t,attrs:{begin:u,size:d}});return u[a]+=f,m})}var wC={kernelName:vu,backendName:"webgl",kernelFunc:jT};var SC="return sqrt(x);",YT=_({opSnippet:SC,packedOpSnippet:SC,cpuKernelImpl:Wm}),vC={kernelName:Cr,backendName:"webgl",kernelFunc:YT};var ZT="return x * x;",QT=_({opSnippet:ZT}),IC={kernelName:ku,backendName:"webgl",kernelFunc:QT};var TC="return (a - b) * (a - b);",JT=G({opSnippet:TC,packedOpSnippet:TC}),$C={kernelName:en,backendName:"webgl",kernelFunc:JT};function e$(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e;if(n.dtype!=="string")throw new Error("Input must be of datatype string");let s=t.readSync(n.dataId),i=y.fromUint8ToStringArray(s),a=Gm(i,"string",o);return t.makeTensorInfo(n.shape,"string",a)}var EC={kernelName:tn,backendName:"webgl",kernelFunc:e$};function t$({inputs:r,attrs:e,backend:t}){let{x:o}=r,n=ne+`
    return x > 0.0 ? 1.0 : float(${e.alpha});
  `,s=new ce(o.shape,n);return t.runWebGLProgram(s,[o],o.dtype)}var RC={kernelName:nn,backendName:"webgl",kernelFunc:t$};var xi=class{constructor(e,t,o){this.variableNames=["x"],this.outputShape=o;let n=o.length,s=M(o.length),i=M(o.length),a="";if(n===1)a="coords * strides + begin";else{let l=0;a=o.map((c,u)=>(l++,o.length===1?`coords * strides[${u}] + begin[${u}]`:`coords[${l-1}] * strides[${u}] + begin[${u}]`)).join(",")}this.userCode=`
      ${s} begin = ${s}(${e});
      ${s} strides = ${s}(${t});

      void main() {
        ${i} coords = getOutputCoords();
        setOutput(getX(${a}));
      }
    `}};function r$(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{begin:s,end:i,strides:a,beginMask:l,endMask:c,ellipsisMask:u,newAxisMask:p,shrinkAxisMask:f}=o,{finalShapeSparse:d,finalShape:m,isIdentity:x,sliceDim0:g,isSimpleSlice:h,begin:b,end:w,strides:v}=ve.sliceInfo(n.shape,s,i,a,l,c,u,p,f),I;if(x)I=T({inputs:{x:n},backend:t,attrs:{shape:m}});else if(g||h){C.assert(n.shape.length>=1,()=>`Input must have rank at least 1, got: ${n.shape.length}`);let R=ve.computeOutShape(b,w,v),E=et({inputs:{x:n},backend:t,attrs:{begin:b,size:R}});I=T({inputs:{x:E},backend:t,attrs:{shape:m}}),t.disposeIntermediateTensorInfo(E)}else if(t.shouldExecuteOnCPU([n])){let E=t.readSync(n.dataId),O=K(n.shape,n.dtype,E),L=zm(d,O,v,b);I=t.makeTensorInfo(m,n.dtype,L.values)}else{let E=new xi(b,v,d);I=t.runWebGLProgram(E,[n],n.dtype)}let N=T({inputs:{x:I},backend:t,attrs:{shape:m}});return t.disposeIntermediateTensorInfo(I),N}var NC={kernelName:Au,backendName:"webgl",kernelFunc:r$};function o$(r){let{inputs:e,backend:t,attrs:o}=r,{separator:n,nGramWidths:s,leftPad:i,rightPad:a,padWidth:l,preserveShortSequences:c}=o,{data:u,dataSplits:p}=e,f=t.readSync(u.dataId),d=t.readSync(p.dataId),[m,x]=Hm(f,d,n,s,i,a,l,c);return[t.makeTensorInfo([m.length],"string",m),t.makeTensorInfo(p.shape,"int32",x)]}var kC={kernelName:Fu,backendName:"webgl",kernelFunc:o$};function n$(r){let{inputs:e,backend:t,attrs:o}=r,{skipEmpty:n}=o,{input:s,delimiter:i}=e;if(s.dtype!=="string")throw new Error("Input must be of datatype string");if(s.shape.length!==1)throw new Error(`Input must be a vector, got shape: ${s.shape}`);if(i.shape.length!==0)throw new Error(`Delimiter must be a scalar, got shape: ${i.shape}`);let a=t.readSync(s.dataId),l=t.readSync(i.dataId)[0],[c,u,p]=Km(a,l,n),f=u.length;return[t.makeTensorInfo([f,2],"int32",c),t.makeTensorInfo([f],"string",u),t.makeTensorInfo([2],"int32",new Int32Array(p))]}var AC={kernelName:_u,backendName:"webgl",kernelFunc:n$};function s$(r){let{inputs:e,backend:t,attrs:o}=r,{numBuckets:n}=o,{input:s}=e;if(s.dtype!=="string")throw new Error("Input must be of datatype string");if(n<=0)throw new Error("Number of buckets must be at least 1");let i=t.readSync(s.dataId),a=qm(i,n);return t.makeTensorInfo(s.shape,"int32",a)}var FC={kernelName:Du,backendName:"webgl",kernelFunc:s$};var a$="return tan(x);",l$=_({opSnippet:a$}),_C={kernelName:"Tan",backendName:"webgl",kernelFunc:l$};var c$=`
  float e2x = exp(-2.0 * abs(x));
  return sign(x) * (1.0 - e2x) / (1.0 + e2x);
`,u$=_({opSnippet:c$}),DC={kernelName:Ou,backendName:"webgl",kernelFunc:u$};function p$(r){let{inputs:e,backend:t,attrs:o}=r,{tensor:n,indices:s,updates:i}=e,{}=o,{sliceRank:a,numUpdates:l,sliceSize:c,strides:u,outputSize:p}=y.calculateShapes(i,s,n.shape),f=[p/c,c];if(p===0)return t.makeTensorInfo(n.shape,s.dtype);let d=T({inputs:{x:s},backend:t,attrs:{shape:[l,a]}}),m=T({inputs:{x:i},backend:t,attrs:{shape:[l,c]}}),x=T({inputs:{x:n},backend:t,attrs:{shape:f}}),g=new Ft(l,a,d.shape.length,m.shape.length,u,f,!1,!0),h=t.runWebGLProgram(g,[m,d,x],x.dtype),b=T({inputs:{x:h},backend:t,attrs:{shape:n.shape}});return t.disposeIntermediateTensorInfo(d),t.disposeIntermediateTensorInfo(m),t.disposeIntermediateTensorInfo(x),t.disposeIntermediateTensorInfo(h),b}var OC={kernelName:hu,backendName:"webgl",kernelFunc:p$};var Ci=class{constructor(e,t){this.variableNames=["A"];let o=new Array(e.length);for(let i=0;i<o.length;i++)o[i]=e[i]*t[i];this.outputShape=o,this.rank=o.length;let n=M(this.rank),s=f$(e);this.userCode=`
      void main() {
        ${n} resRC = getOutputCoords();
        setOutput(getA(${s}));
      }
    `}};function f$(r){let e=r.length;if(e>5)throw Error(`Tile for rank ${e} is not yet supported`);if(e===1)return`imod(resRC, ${r[0]})`;let t=["resRC.x","resRC.y","resRC.z","resRC.w","resRC.u"],o=[];for(let n=0;n<r.length;n++)o.push(`imod(${t[n]}, ${r[n]})`);return o.join()}function kl(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{reps:s}=o;if(n.dtype==="string"||n.shape.length>5){let l=t.readSync(n.dataId),c=n.dtype==="string"?l.map(f=>C.decodeString(f)):l,u=K(n.shape,n.dtype,c),p=jm(u,s);return t.makeTensorInfo(p.shape,p.dtype,p.values)}let i=new Ci(n.shape,s);return t.runWebGLProgram(i,[n],n.dtype)}var PC={kernelName:rn,backendName:"webgl",kernelFunc:kl};var bi=class{constructor(e){this.variableNames=["x","indices"],this.customUniforms=[{name:"n",type:"int"},{name:"firstPass",type:"int"},{name:"negativeInf",type:"float"},{name:"dir",type:"int"},{name:"inc",type:"int"}],this.outputShape=e,this.userCode=`
       void main() {
         ivec2 coords = getOutputCoords();
         int batch = coords[0];
         int elemIdx = coords[1];

         // We compare elements pair-wise within a group of size 2 * inc.
         // The comparing rule for each group alternates between ascending
         // and descending. Within each group, we compare each pair at
         // positions i and i+inc. To decide whether an element at position i
         // is x0 or x1, we mod it by 2 * inc, if the result is smaller than
         // inc, it is in the first half of the group, we denote it as x0,
         // otherwise we denote it as x1.
         // For example, as shown in the Bitonic top K paper referenced above,
         // Figure5(a) shows that element[1] is in the
         // second half of the group when group size is 2, but it is in the
         // first half of the group when group size is 4.

         bool isFirstInPair = imod(elemIdx, 2 * inc) < inc;
         int i = isFirstInPair ? elemIdx : elemIdx - inc;

         int i0 = firstPass == 1 ? i : int(getIndices(batch, i));
         int i1 = firstPass == 1 ? i + inc : int(getIndices(batch, i + inc));
         float x0 = i0 < n ? getX(batch, i0) : negativeInf;
         float x1 = i1 < n ? getX(batch, i1) : negativeInf;

         // Denotes which direction indices are in (ascending or descending).
         bool reverse = imod(elemIdx, 2 * dir) >= dir;
         bool isGreater = x0 > x1 || (x0 == x1 && i1 > i0);
         if (reverse == isGreater) { // Elements in opposite order of direction
           int iTemp = i0;
           i0 = i1;
           i1 = iTemp;
         }
         if (isFirstInPair) {
            setOutput(float(i0));
         } else {
            setOutput(float(i1));
         }
       }
     `}},yi=class{constructor(e){this.variableNames=["x","indices"],this.customUniforms=[{name:"n",type:"int"},{name:"firstPass",type:"int"},{name:"k",type:"int"}],this.outputShape=e,this.userCode=`
    void main() {
         // Takes max of indices (0, k), (1, k + 1), (2, k + 2) ...
         ivec2 coords = getOutputCoords();
         int batch = coords[0];
         int elemIdx = coords[1];

         // The output size is half of the previous size.
         // If the previous sequence is | | | | _ _ _ _  | | | |  _ _ _ _ (k=4),
         // we only need to output the indices at positions |, the indices at
         // positions _ can be thrown away, see Figure5(b) After Phase 2
         // (Merge phase) in the Bitonic Top K paper referenced above.
         // For example, the paper shows we only need to output the orange bars.
         // The output sequence should look like this | | | | | | | |.
         // Because the sequence is halved, to map the output index back
         // to the previous sequence to find the corresponding value,
         // we need to double the index. When we double the index,
         // we basically interpolate a position, so 2i looks like
         // | _ | _ | _ | _ | _ | _ | _. We move the | to the first k position
         // of each 2k positions by - elemIdx % k. E.g. for output at
         // index 4,5,6,7, we want to get the corresponding element at
         // original index 8,9,10,11, for output at index 8,9,10,11,
         // we want to get the corresponding element at original index
         // 16,17,18,19, so on and so forth.

         int i = elemIdx < k ? elemIdx : (elemIdx * 2 - imod(elemIdx, k));
         int i0 = firstPass == 1 ? i : int(getIndices(batch, i));
         int i1 = firstPass == 1 ? i + k : int(getIndices(batch, i + k));

         float x0 = getX(batch, i0);
         float x1 = i1 < n ? getX(batch, i1) : x0;

         setOutput(x0 >= x1 ? float(i0) : float(i1));
       }
     `}};function nr(r,e){e!==null&&r.disposeIntermediateTensorInfo(e)}function LC(r){let e=1;for(;e<r;)e*=2;return e}function d$(r){let{inputs:e,backend:t,attrs:o}=r,{x:n}=e,{k:s,sorted:i}=o,a=S().getNumber("TOPK_LAST_DIM_CPU_HANDOFF_SIZE_THRESHOLD"),l=S().getNumber("TOPK_K_CPU_HANDOFF_THRESHOLD"),c=n.shape,u=c[c.length-1];if(t.shouldExecuteOnCPU([n])||u<a||s>l){let L=t.readSync(n.dataId),[V,z]=Ym(L,c,n.dtype,s,i);return[t.makeTensorInfo(V.shape,V.dtype,V.values),t.makeTensorInfo(z.shape,z.dtype,z.values)]}if(s===0)return c[c.length-1]=0,[t.makeTensorInfo(c,n.dtype,[]),t.makeTensorInfo(c,"int32",[])];if(u===1)return[n,bt({attrs:{shape:c,dtype:"int32",value:0},backend:t})];let p=t.texData.get(n.dataId),f=p!==null&&p.isPacked,d=f?t.unpackTensor(n):n,x=C.sizeFromShape(c)/u,g=T({inputs:{x:d},attrs:{shape:[x,u]},backend:t});f&&nr(t,d);let h=LC(s),b=LC(u),w=null,v=()=>w===null?[g,g]:[g,w],I=(L,V,z)=>{let Re=v(),ue=new bi(z),Ue=[[u],[w===null?1:0],[Number.NEGATIVE_INFINITY],[L],[V]],Ke=w;w=t.runWebGLProgram(ue,Re,"int32",Ue),nr(t,Ke)};for(let L=1;L<h;L*=2){let V=L*2;for(let z=L;z>=1;z/=2)I(V,z,[x,b])}for(let L=b;L>h;L/=2){let V=v(),z=new yi([x,L/2]),ue=[[u],[w===null?1:0],[h]],fe=w;w=t.runWebGLProgram(z,V,"int32",ue),nr(t,fe);let Ue=h/2,Ke=Ue*2;for(let ge=Ue;ge>=1;ge/=2)I(Ke,ge,w.shape)}let N=w;w=et({inputs:{x:w},backend:t,attrs:{begin:0,size:[x,s]}}),nr(t,N);let R=vl({inputs:{x:g,indices:w},backend:t,attrs:{axis:1,batchDims:1}});nr(t,g);let E=c.slice(0,-1);E.push(s),N=w,w=T({inputs:{x:w},attrs:{shape:E},backend:t}),nr(t,N);let O=R;return R=T({inputs:{x:R},attrs:{shape:E},backend:t}),nr(t,O),[R,w]}var MC={kernelName:Pu,backendName:"webgl",kernelFunc:d$};var wi=class{constructor(e,t,o,n,s,i){this.variableNames=["Image","Transforms"],this.outputShape=i;let a=o==="nearest"?1:2,l;switch(n){case"constant":l=1;break;case"reflect":l=2;break;case"wrap":l=3;break;case"nearest":l=4;break;default:l=1;break}this.userCode=`
            float mapCoord(float outCoord, float len) {
              float inCoord = outCoord;
              if(${l} == 2) {
                if (inCoord < 0.0) {
                  if (len <= 1.0) {
                    inCoord = 0.0;
                  } else {
                    float sz2 = 2.0 * len;
                    if (inCoord < sz2) {
                      inCoord = sz2 * float(int(float(-inCoord / sz2))) +
                      inCoord;
                    }
                    inCoord = inCoord < -len ? inCoord + sz2 : -inCoord - 1.0;
                  }
                } else if (inCoord > len - 1.0) {
                  if (len <= 1.0) {
                    inCoord = 0.0;
                  } else {
                    float sz2 = 2.0 * len;
                    inCoord -= sz2 * float(int(float(inCoord / sz2)));
                    if (inCoord >= len) {
                      inCoord = sz2 - inCoord - 1.0;
                    }
                  }
                }
                return clamp(inCoord, 0.0, len - 1.0);
              } else if (${l} == 3) {
                if (inCoord < 0.0) {
                  if (len <= 1.0) {
                    inCoord = 0.0;
                  } else {
                    float sz = len - 1.0;
                    inCoord += len * (float(int(float(-inCoord / sz))) + 1.0);
                  }
                } else if (inCoord > len - 1.0) {
                  if (len <= 1.0) {
                    inCoord = 0.0;
                  } else {
                    float sz = len - 1.0;
                    inCoord -= len * float(int(float(inCoord / sz)));
                  }
                }
                return clamp(inCoord, 0.0, len - 1.0);
              } else if (${l} == 4) {
                return clamp(outCoord, 0.0, len - 1.0);
              } else {
                return outCoord;
              }
            }

            float readWithFillValue(int batch, int coordY, int coordX,
              int channel) {
              float outputValue;
              if (0 <= coordY && coordY < ${e} && 0 <= coordX && coordX < ${t}) {
                  outputValue = getImage(batch, coordY, coordX, channel);
              } else {
                outputValue = float(${s});
              }
              return outputValue;
            }

            void main() {
              ivec4 coords = getOutputCoords();
              float outputValue;
              int batch = coords[0];
              int x = coords[2];
              int y = coords[1];
              int channel = coords[3];
              float xf = float(x);
              float yf = float(y);
              float a1 = getTransforms(batch, 0);
              float a2 = getTransforms(batch, 1);
              float a3 = getTransforms(batch, 2);
              float b1 = getTransforms(batch, 3);
              float b2 = getTransforms(batch, 4);
              float b3 = getTransforms(batch, 5);
              float c1 = getTransforms(batch, 6);
              float c2 = getTransforms(batch, 7);
              float projection = c1 * xf + c2 * yf + 1.0;
              if (projection == 0.0) {
                outputValue = float(${s});
              } else {
                float inX = (a1 * xf + a2 * yf + a3) / projection;
                float inY = (b1 * xf + b2 * yf + b3) / projection;
                float mapX = mapCoord(inX, float(${t}));
                float mapY = mapCoord(inY, float(${e}));

                if (${a} == 1) {
                  int coordY = int(round(mapY));
                  int coordX = int(round(mapX));
                  outputValue = readWithFillValue(batch, coordY, coordX,
                    channel);
                } else {
                  float yFloor = floor(mapY);
                  float xFloor = floor(mapX);
                  float yCeil = yFloor + 1.0;
                  float xCeil = xFloor + 1.0;
                  float valueYFloor = (xCeil - mapX) *
                  readWithFillValue(batch, int(yFloor), int(xFloor), channel) +
                  (mapX - xFloor) *
                  readWithFillValue(batch, int(yFloor), int(xCeil), channel);
                  float valueYCeil = (xCeil - mapX) *
                  readWithFillValue(batch, int(yCeil), int(xFloor), channel) +
                  (mapX - xFloor) *
                  readWithFillValue(batch, int(yCeil), int(xCeil), channel);
                  outputValue = (yCeil - mapY) * valueYFloor +
                  (mapY - yFloor) * valueYCeil;
                }
              }
              setOutput(outputValue);
            }
        `}};function m$(r){let{inputs:e,backend:t,attrs:o}=r,{image:n,transforms:s}=e,{interpolation:i,fillMode:a,fillValue:l,outputShape:c}=o,[u,p,f,d]=n.shape,[m,x]=c??[p,f],g=[u,m,x,d],h=new wi(p,f,i,a,l,g);return t.runWebGLProgram(h,[n,s],"float32")}var BC={kernelName:Lu,backendName:"webgl",kernelFunc:m$};function h$(r){let{inputs:e,attrs:t,backend:o}=r,{axis:n}=t,{x:s}=e;lt(s,"unique"),console.warn("WARNING: ","UI might be locked temporarily as data is being downloaded");let i=o.readSync(s.dataId),{outputValues:a,outputShape:l,indices:c}=Zm(i,n,s.shape,s.dtype);return[o.makeTensorInfo(l,s.dtype,a),o.makeTensorInfo([c.length],"int32",c)]}var UC={kernelName:Bu,backendName:"webgl",kernelFunc:h$};function g$(r){let{inputs:e,backend:t,attrs:o}=r,{value:n}=e,{axis:s}=o;s<0&&(s+=n.shape.length);let i=n,a=i.shape.length,l=n.shape[s],c=new Array(a-1),u=0;for(let x=0;x<a;x++)x!==s&&(c[u++]=i.shape[x]);let p=[],f=new Array(a).fill(0),d=i.shape.slice();d[s]=1;let m=new Array(l);for(let x=0;x<m.length;x++){f[s]=x;let g=et({inputs:{x:i},backend:t,attrs:{begin:f,size:d}}),h=T({inputs:{x:g},backend:t,attrs:{shape:c}});m[x]=h,p.push(g)}return p.forEach(x=>t.disposeIntermediateTensorInfo(x)),m}var VC={kernelName:Uu,backendName:"webgl",kernelFunc:g$};var Si=class{constructor(e,t){this.variableNames=["x","segmentIds"];let o=e.windowSize,n=e.batchSize,s=e.inSize,i=e.numSegments,a=i*Math.ceil(s/o);this.outputShape=[n,a];let l="0.0",c="sumValue",u=Math.floor(o/4)*4,p=o%4,f=`
        sumValue += dot(values, segFilter);
    `,d="";s%o>0&&(d=`
        if (inIdx < 0 || inIdx >= ${s}) {
          return initializationValue;
        }
      `);let m="";s%o>0&&(m=`
        if (inIdx < 0 || inIdx >= ${s}) {
          return -1.0;
        }
      `),this.userCode=`
      const float initializationValue = ${l};

      float getValue(int batch, int inIdx) {
        ${d}
        return getX(batch, inIdx);
      }

      float getSegmentIdAtIndex(int inIdx) {
        ${m}
        return getSegmentIds(inIdx);
      }

      void main() {
        ivec2 coords = getOutputCoords();
        int batch = coords[0];
        int outIdx = coords[1];
        int inOffset = int(floor(float(outIdx) / float(
          ${i})) * float(${o}));
        int currentSeg = int(mod(float(outIdx), float(${i})));

        float sumValue = 0.0;

        for (int i = 0; i < ${u}; i += 4) {
          int inIdx = inOffset + i;
          vec4 values = vec4(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            getValue(batch, inIdx + 2),
            getValue(batch, inIdx + 3)
          );

          vec4 segFilter = vec4(
            int(getSegmentIdAtIndex(inIdx)) == currentSeg ? 1 : 0,
            int(getSegmentIdAtIndex(inIdx + 1)) == currentSeg ? 1 : 0,
            int(getSegmentIdAtIndex(inIdx + 2)) == currentSeg ? 1 : 0,
            int(getSegmentIdAtIndex(inIdx + 3)) == currentSeg ? 1 : 0
          );

          ${f}
        }

        int inIdx = inOffset + ${u};
        if (${p===1}) {
          vec4 values = vec4(
            getValue(batch, inIdx),
            initializationValue,
            initializationValue,
            initializationValue
          );

          int inIdxSeg = int(getSegmentIdAtIndex(inIdx));

          vec4 segFilter = vec4(
            int(getSegmentIdAtIndex(inIdx)) == currentSeg ? 1 : 0,
            0,
            0,
            0
          );

          ${f}
        } else if (${p===2}) {
          vec4 values = vec4(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            initializationValue,
            initializationValue
          );

          vec4 segFilter = vec4(
            int(getSegmentIdAtIndex(inIdx)) == currentSeg ? 1 : 0,
            int(getSegmentIdAtIndex(inIdx + 1)) == currentSeg ? 1 : 0,
              0,
              0
          );

          ${f}
        } else if (${p===3}) {
          vec4 values = vec4(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            getValue(batch, inIdx + 2),
            initializationValue
          );

          vec4 segFilter = vec4(
            int(getSegmentIdAtIndex(inIdx)) == currentSeg ? 1 : 0,
            int(getSegmentIdAtIndex(inIdx + 1)) == currentSeg ? 1 : 0,
            int(getSegmentIdAtIndex(inIdx + 2)) == currentSeg ? 1 : 0,
            0
          );

          ${f}
        }
        setOutput(${c});
      }
    `}};function x$(r){let{inputs:e,backend:t,attrs:o}=r,{x:n,segmentIds:s}=e,{numSegments:i}=o,a=n.shape.length,l=[],c=0,u=y.getAxesPermutation([c],a),p=n;u!=null&&(p=Y({inputs:{x:n},backend:t,attrs:{perm:u}}),l.push(p),c=y.getInnerMostAxes(1,a)[0]);let f=y.segment_util.computeOutShape(p.shape,c,i),d=C.sizeFromShape([p.shape[c]]),m=T({inputs:{x:p},backend:t,attrs:{shape:[-1,d]}});l.push(m);let x=zt(n.dtype),g=(v,I,N,R,E)=>{let O=v.shape[0],L=v.shape[1],V=y.segment_util.segOpComputeOptimalWindowSize(L,E),z={windowSize:V,inSize:L,batchSize:O,numSegments:E},Re=new Si(z,I),ue=t.compileAndRun(Re,[v,N],R);if(l.push(ue),ue.shape[1]===E)return ue;let fe=Nl({backend:t,attrs:{start:0,stop:E,step:1,dtype:"float32"}}),Ue=kl({inputs:{x:fe},backend:t,attrs:{reps:[L/V]}});return l.push(fe),l.push(Ue),g(ue,I,Ue,R,E)},h=g(m,"unsortedSegmentSum",s,x,i),b=T({inputs:{x:h},backend:t,attrs:{shape:f}}),w=b;if(u!=null){l.push(b);let v=y.getUndoAxesPermutation(u);w=Y({inputs:{x:w},backend:t,attrs:{perm:v}})}return l.forEach(v=>t.disposeIntermediateTensorInfo(v)),w}var WC={kernelName:Vu,backendName:"webgl",kernelFunc:x$};var C$=[Ih,$h,Eh,Rh,kh,Ah,Fh,_h,Ph,Lh,Mh,Bh,Uh,Vh,Wh,Gh,zh,Hh,Kh,qh,Xh,Yh,Zh,Qh,Jh,og,sg,ig,mh,lg,ug,pg,fg,dg,mg,hg,gg,xg,Cg,bg,Sg,vg,Ig,Tg,$g,Eg,Rg,Ng,kg,Ag,Fg,_g,Dg,Og,Pg,Lg,Bg,Ug,Vg,Wg,zg,Hg,Kg,qg,Xg,jg,Yg,Zg,Qg,dh,Jg,cg,ex,tx,rx,hh,ox,nx,sx,ix,ax,lx,cx,ux,px,fx,mx,hx,gx,xx,Cx,bx,wx,vx,Ix,Tx,$x,Ex,Fx,Ch,_x,Dx,Ox,Px,eg,Lx,Ux,Vx,Wx,Gx,gh,zx,Hx,Kx,qx,Xx,tg,Rx,jx,Yx,Zx,yh,Qx,Jx,eC,tC,rC,oC,nC,sC,iC,aC,lC,cC,uC,pC,fC,dC,jh,Ax,mC,hC,gC,xC,CC,bC,yC,wC,vC,IC,$C,EC,RC,NC,kC,AC,FC,kx,Sh,_C,DC,OC,PC,MC,BC,vh,UC,VC,WC,Mx];for(let r of C$)Xu(r);
/*! For license information please see webgl.js.LEGAL.txt */
