/**
 * The operations that a graph may have: those of tfjs-converter/src/operations/op_list that need
 * nothing but an artifact's tensors. Left out: texts and tables, which an artifact cannot hold; loops
 * by Enter and NextIteration, whose nodes form cycles; and Print, which writes on the console. Pure.
 */

/** Those that give another number of tensors than one; null: an attribute or the inputs say how many. */
const OUTPUTS = new Map(
  /** @type {[string, number | null][]} */ ([
    ...['If', 'StatelessIf', 'While', 'StatelessWhile'].map((op) => [op, null]),
    ...['IdentityN', 'ShapeN', 'Split', 'SplitV', 'Unpack'].map((op) => [op, null]),
    ...['ListDiff', 'MaxPoolWithArgmax', 'NonMaxSuppressionV4', 'RaggedRange'].map((op) => [op, 2]),
    ...['SparseReshape', 'TopKV2', 'Unique', 'UniqueV2'].map((op) => [op, 2]),
    ...['FusedBatchNorm', 'FusedBatchNormV2', 'FusedBatchNormV3'].map((op) => [op, 6]),
    ['NonMaxSuppressionV5', 3],
    ['RaggedGather', null],
    ['SparseFillEmptyRows', 4],
  ]),
);

/** The attributes of branches and loops that name functions. */
export const BRANCHES = new Map([
  ['If', ['then_branch', 'else_branch']],
  ['StatelessIf', ['then_branch', 'else_branch']],
]);
export const LOOPS = new Map([
  ['While', ['cond', 'body']],
  ['StatelessWhile', ['cond', 'body']],
]);

/** Those for which GraphModel.execute() throws and executeAsync() is needed: model_analysis.ts. */
const DYNAMIC = new Set([
  ...BRANCHES.keys(),
  ...LOOPS.keys(),
  ...['NonMaxSuppressionV2', 'NonMaxSuppressionV3', 'NonMaxSuppressionV5', 'Where'],
]);

const WORDS = `
  Add AddV2 AddN BiasAdd Sub RealDiv Div DivNoNan FloorDiv Mul Maximum Minimum Pow
  SquaredDifference Mod FloorMod
  Abs Acos Asin Atan Atan2 Ceil ClipByValue Complex ComplexAbs Cos Cosh Elu Exp Floor Log Imag Neg
  Real Prelu Relu Relu6 Selu Sigmoid Sin Sinh Sqrt Rsqrt Square Tan Tanh Sign Round Expm1 Log1p
  Reciprocal Softplus Asinh Acosh Atanh Erf LeakyRelu IsNan IsFinite IsInf
  EmptyTensorList StatelessIf If StatelessWhile While TensorListScatter TensorListScatterV2
  TensorListGather TensorListGetItem TensorListSetItem TensorListReserve TensorListFromTensor
  TensorListStack TensorListSplit TensorListConcat TensorListConcatV2 TensorListPopBack
  TensorListPushBack TensorListLength TensorListResize
  AvgPool MaxPool MaxPoolWithArgmax AvgPool3D MaxPool3D Conv1D Conv2D _FusedConv2D
  Conv2DBackpropInput DepthwiseConv2d DepthwiseConv2dNative FusedDepthwiseConv2dNative Conv3D
  Dilation2D
  Fill LinSpace OneHot Ones OnesLike RandomStandardNormal RandomUniform RandomUniformInt Range
  TruncatedNormal Zeros ZerosLike Multinomial
  NonMaxSuppressionV2 NonMaxSuppressionV3 NonMaxSuppressionV4 NonMaxSuppressionV5 Where ListDiff
  LowerBound TopKV2 UpperBound Unique UniqueV2
  PlaceholderWithDefault Placeholder Const Identity IdentityN Snapshot Rank Size Shape ShapeN NoOp
  StopGradient FakeQuantWithMinMaxVars
  ResizeBilinear ResizeNearestNeighbor CropAndResize ImageProjectiveTransformV3
  Equal NotEqual Greater GreaterEqual Less LessEqual LogicalAnd LogicalNot LogicalOr Select SelectV2
  BitwiseAnd
  _FusedMatMul MatMul BatchMatMul BatchMatMulV2 Transpose Einsum MatrixBandPart
  EuclideanNorm FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3 LRN Softmax LogSoftmax
  RaggedGather RaggedRange RaggedTensorToTensor
  Bincount DenseBincount Max Mean Min Sum All Any ArgMax ArgMin Prod Cumprod Cumsum
  ConcatV2 Concat GatherV2 Gather Reverse ReverseV2 Slice StridedSlice Pack Unpack Tile Split SplitV
  ScatterNd GatherNd SparseToDense TensorScatterUpdate
  SparseFillEmptyRows SparseReshape SparseSegmentMean SparseSegmentSum
  FFT IFFT RFFT IRFFT
  Cast ExpandDims MirrorPad Pad PadV2 Reshape EnsureShape Squeeze SpaceToBatchND BatchToSpaceND
  DepthToSpace BroadcastTo BroadcastArgs`;

export const OPERATIONS = new Set(WORDS.trim().split(/\s+/));

/**
 * @param {string} op
 * @returns {boolean} whether a graph with it can only be run by executeAsync()
 */
export function isDynamic(op) {
  return DYNAMIC.has(op);
}

/**
 * @param {string} op
 * @returns {number | null} how many tensors it gives; null: that depends on the node
 */
export function outputsOf(op) {
  const count = OUTPUTS.get(op);
  return count === undefined ? 1 : count;
}
