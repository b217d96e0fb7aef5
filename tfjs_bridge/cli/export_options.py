"""Options of `tfjs-bridge export`."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer


class Writer(str, Enum):
    """What writes model.json and the shards."""

    bridge = "bridge"
    tensorflowjs = "tensorflowjs"


class Format(str, Enum):
    """What TensorFlow.js loads the artifact with."""

    layers = "layers"
    graph = "graph"
    auto = "auto"


class ResizeMethod(str, Enum):
    """How a picture's size is changed."""

    bilinear = "bilinear"
    bilinear_antialias = "bilinear-antialias"
    nearest = "nearest"
    area = "area"
    bicubic = "bicubic"
    bicubic_antialias = "bicubic-antialias"
    lanczos3 = "lanczos3"
    lanczos3_antialias = "lanczos3-antialias"
    lanczos5 = "lanczos5"
    lanczos5_antialias = "lanczos5-antialias"
    gaussian = "gaussian"
    gaussian_antialias = "gaussian-antialias"
    mitchellcubic = "mitchellcubic"
    mitchellcubic_antialias = "mitchellcubic-antialias"
    pil_nearest = "pil-nearest"
    pil_box = "pil-box"
    pil_bilinear = "pil-bilinear"
    pil_hamming = "pil-hamming"
    pil_bicubic = "pil-bicubic"
    pil_lanczos = "pil-lanczos"


class Fit(str, Enum):
    """How a picture of other proportions is made to fit."""

    stretch = "stretch"
    crop = "crop"
    pad = "pad"
    center_crop = "center-crop"
    letterbox = "letterbox"


ModelArgument = Annotated[
    Path, typer.Argument(help="A model file: .keras, or .h5 of Keras 3 or Keras 2.")
]
OutDirArgument = Annotated[Path, typer.Argument(metavar="OUT_DIR", help="The artifact's folder.")]
InputShapeOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="[NAME=]SIZE,...",
        help="Fix an input's open sizes, without the batch; once for each such input.",
    ),
]
GoldenShapeOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="[NAME=]SIZE,...",
        help="Sizes for the golden vectors alone; the export leaves them open.",
    ),
]
GoldenInputsOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.npz",
        help="Golden inputs of your own: numpy arrays named after the model's inputs, vectors "
        "first; raw ones, such as texts, where these are prepared as is declared.",
        show_default="drawn",
    ),
]
VerifyOption = Annotated[
    bool, typer.Option("--verify", help="Compare with Keras in Node before anything is kept.")
]
SeedOption = Annotated[int, typer.Option(min=0, help="Seed of the random golden inputs.")]
WriterOption = Annotated[
    Writer, typer.Option(help="bridge needs no TensorFlow; both write the same weights.")
]
FormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        help="layers: for tf.loadLayersModel. graph: for tf.loadGraphModel, also of custom layers "
        "and of any calculation. auto: layers if they can express the model, else graph.",
    ),
]
RunCodeOption = Annotated[
    bool,
    typer.Option(
        "--run-code",
        help="Run Python code that the file holds or names: Lambda layers and --custom-objects. It "
        "can do anything: only for files that you trust, and with --format graph or auto.",
    ),
]
CustomObjectsOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="MODULE",
        help="Import a module whose classes and functions the file may use; once for each module. "
        "Needs --run-code.",
    ),
]
StatesOption = Annotated[
    bool,
    typer.Option(
        "--states",
        help="Make inputs and outputs of what the model keeps from one call to the next, for one "
        "step at a time. Needs --format graph or auto.",
    ),
]
LabelsOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Names of the classes: one a line, or JSON, as class_indices of Keras's generators.",
    ),
]
PreprocessOption = Annotated[
    str | None,
    typer.Option(
        metavar="SCALE",
        help="How pictures are prepared: none (0 to 255), unit (0 to 1), tf (-1 to 1), torch, "
        "caffe, a module of keras.applications such as mobilenet_v2, or auto: as the model says.",
        show_default="not declared",
    ),
]
PreprocessModelOption = Annotated[
    Path | None,
    typer.Option(
        metavar="PATH",
        help="A Keras model that prepared tables or texts before this model, or a folder to which "
        "KerasHub saved a preprocessor: it is declared in the artifact. Layers in the model "
        "itself, such as TextVectorization, are found.",
        show_default="none",
    ),
]
ImageSizeOption = Annotated[
    str | None,
    typer.Option(
        metavar="HEIGHT,WIDTH",
        help="Size of pictures, in pixels, where the model leaves it open. Needs --preprocess.",
    ),
]
ResizeOption = Annotated[
    ResizeMethod,
    typer.Option(
        "--resize",
        help="As interpolation= of Resizing and image_dataset_from_directory, whose default is "
        "bilinear. pil-...: as PIL.Image.resize, and load_img, whose default is pil-nearest.",
    ),
]
FitOption = Annotated[
    Fit,
    typer.Option(
        "--fit",
        help="Pictures of other proportions. stretch: Keras's default. crop: to the middle, then "
        "resized. center-crop: the shorter side is resized, then cropped, as in torchvision. pad: "
        "with black, then resized. letterbox: resized, then on black.",
    ),
]
ShorterSideOption = Annotated[
    int | None,
    typer.Option(
        metavar="PIXELS",
        min=1,
        help="What --fit center-crop resizes the shorter side to.",
        show_default="the longer side of the input",
    ),
]
NameOption = Annotated[
    str | None, typer.Option(help="The model's name in the artifact; default: Keras's name.")
]
