/** Which kinds of layers and operations share a colour. Pure. */

/** @typedef {{name: string, words: string, kinds: RegExp}} Family name: of its style */

/**
 * The first that fits counts: kinds of Keras, of TensorFlow.js and of TensorFlow's graphs.
 *
 * @type {readonly Family[]}
 */
const FAMILIES = [
  { name: 'input', words: 'inputs', kinds: /^(InputLayer|Placeholder|_Arg)/ },
  {
    name: 'sequence',
    words: 'recurrent layers and attention',
    kinds: /LSTM|GRU|RNN|Bidirectional|TimeDistributed|Attention|While|TensorList/,
  },
  {
    name: 'product',
    words: 'convolutions and products',
    kinds: /Conv|Dense|MatMul|Einsum|Embedding|BiasAdd/,
  },
  { name: 'normal', words: 'normalization', kinds: /Norm|Rescaling|Rsqrt/ },
  {
    name: 'pool',
    words: 'pooling and reduction',
    kinds: /Pool|^(Sum|Mean|Max|Min|Prod|Arg\w+|All|Any)$/,
  },
  {
    name: 'active',
    words: 'activation functions',
    kinds: /Re[Ll][Uu]|ELU|Elu|Softmax|SoftMax|Sigmoid|Tanh|Activation|Softplus|Erf|GELU|Swish/,
  },
  {
    name: 'merge',
    words: 'arithmetic and joining',
    kinds:
      /^(Add|Sub|Mul|Multiply|Average|Maximum|Minimum|Concat|Dot|Subtract|RealDiv|Div|Neg|Exp|Log|Sqrt|Square|Pow)/,
  },
  {
    name: 'move',
    words: 'reshaping and selecting',
    kinds:
      /Reshape|Flatten|Permute|Transpose|Squeeze|ExpandDims|Pad|Crop|Slice|Gather|Split|Pack|Unpack|Tile|Repeat|Resize|UpSampling|Reverse|Shape|Cast|Identity|Select/,
  },
  {
    name: 'constant',
    words: 'constants',
    kinds: /^(Const|Variable|VarHandleOp|Fill|Range|OneHot)/,
  },
];

/** @type {Family} */
const OTHERS = { name: 'other', words: 'others', kinds: /.*/ };

/**
 * @param {string} kind
 * @returns {Family}
 */
export function familyOf(kind) {
  return FAMILIES.find(({ kinds }) => kinds.test(kind)) ?? OTHERS;
}

/**
 * @param {Iterable<string>} kinds
 * @returns {Family[]} those that occur, in the order of the list
 */
export function familiesAmong(kinds) {
  const found = new Set(Array.from(kinds, familyOf));
  return [...FAMILIES, OTHERS].filter((family) => found.has(family));
}
