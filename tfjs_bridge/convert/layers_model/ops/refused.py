"""Operations that TensorFlow.js's layers cannot express, or that have no handler."""

from __future__ import annotations

from tfjs_bridge.convert.layers_model.handlers import refuses

# docs/operations.md says of each operation whether a graph model can hold it; these it cannot.
_IN_NO_FORMAT = frozenset(
    {
        *("Unique", "Nonzero", "Cholesky", "CholeskyInverse", "Det", "Eig", "Eigh", "Inv"),
        *("LuFactor", "Qr", "Solve", "SolveTriangular", "SVD", "Lstsq", "MatrixRank", "Pinv"),
        *("JVP", "Logdet", "Slogdet", "CTCLoss", "CTCDecode"),
    }
)


def _refuse(names: str, reason: str, remedy: str) -> None:
    for name in names.split():
        in_graph = name not in _IN_NO_FORMAT
        refuses(f"ops.{name}", reason=reason, remedy=remedy, in_graph=in_graph)


_refuse(
    "Cbrt Logaddexp2",
    "TensorFlow.js layers do not have this function",
    "Use keras.ops.log, sqrt, log_softmax, logsumexp or softplus where they say the same.",
)
_refuse(
    "Sinc Arcsin Arccos Arctan Arcsinh Arccosh Arctanh Arctan2 Erfinv Polar Angle I0",
    "TensorFlow.js layers do not have this function",
    "Compute it before the model, in JavaScript, or use another one.",
)
_refuse(
    "Argsort Sort TopK Argpartition Median Percentile Quantile InTopK Unique SearchSorted Digitize "
    "Bincount Histogram Nonzero Nanargmax Nanargmin Nanmedian Nanpercentile Nanquantile "
    "UnravelIndex IsIn",
    "TensorFlow.js layers cannot order or look up values",
    "End the model before it and do that in JavaScript.",
)
_refuse(
    "TakeAlongAxis Scan Map WhileLoop ForiLoop Cond Switch VectorizedMap Scatter ScatterUpdate "
    "SliceUpdate AssociativeScan Select Fmod Heaviside Isclose AllClose Corrcoef Correlate Cross "
    "Diag Diagflat Diagonal Trace Kron Ldexp Nextafter Rot90 Trapezoid Vander View Rearrange "
    "Signbit Average Array EmptyLike Ndim Size",
    "there is no rewrite of this operation for TensorFlow.js",
    "Replace it by layers or other operations, or compute it in JavaScript.",
)
_refuse(
    "Isnan Isfinite Isinf Isneginf Isposinf Isreal NanToNum Nancumprod Nancumsum Nanmax Nanmean "
    "Nanmin Nanprod Nanstd Nansum Nanvar",
    "TensorFlow.js layers cannot detect values that are not numbers",
    "Replace such values before the model, in JavaScript.",
)
_refuse(
    "BitwiseAnd BitwiseInvert BitwiseNot BitwiseOr BitwiseXor BitwiseLeftShift BitwiseRightShift "
    "LeftShift RightShift Gcd Lcm",
    "TensorFlow.js layers compute in float32, which has no bits of whole numbers",
    "Compute it before the model, in JavaScript.",
)
_refuse(
    "Ravel Vstack Outer Vdot Flipud Vsplit Dsplit Meshgrid",
    "mixes or splits the samples of a batch, which TensorFlow.js layers treat one by one",
    "Use an operation with an axis after the batch.",
)
_refuse(
    "Arange Full Linspace Logspace Geomspace",
    "makes a constant in the graph",
    "Make the constant with numpy, outside of the model's graph.",
)
_refuse(
    "Cholesky CholeskyInverse Det Eig Eigh Inv LuFactor Qr Solve SolveTriangular SVD Lstsq "
    "MatrixRank Pinv JVP Logdet Slogdet",
    "TensorFlow.js layers have no linear algebra besides products",
    "Compute it before or behind the model, in JavaScript.",
)
_refuse(
    "FFT FFT2 IFFT2 RFFT IRFFT STFT ISTFT ExtractSequences ViewAsComplex ViewAsReal Imag",
    "TensorFlow.js layers have neither Fourier transforms nor complex numbers",
    "Compute it before the model, in JavaScript (tf.signal, tf.spectral).",
)
_refuse(
    "SegmentReduction SegmentSum SegmentMax SegmentMin SegmentProd CDist",
    "works across the samples of a batch, which TensorFlow.js layers treat one by one",
    "Compute it behind the model, in JavaScript.",
)
_refuse(
    "Conv DepthwiseConv SeparableConv ConvTranspose BatchNorm AdaptiveMaxPool AdaptiveAveragePool "
    "MultiHot Moments Unfold Fold ExtractPatches",
    "only the layer of this kind can be exported, not the operation",
    "Use keras.layers (Conv2D, BatchNormalization, CategoryEncoding and so on).",
)
_refuse(
    "BinaryCrossentropy CategoricalCrossentropy SparseCategoricalCrossentropy CTCLoss CTCDecode "
    "PSNR SSIM",
    "is a loss or metric, not part of a model's predictions",
    "Leave it out of the model that is exported.",
)
_refuse(
    "RGBToHSV HSVToRGB AffineTransform MapCoordinates PerspectiveTransform GaussianBlur "
    "ElasticTransform ScaleAndTranslate SobelEdges",
    "there is no rewrite of this operation on pictures for TensorFlow.js",
    "Do it before the model, in JavaScript.",
)
