"""Networks of `keras.applications`, small pictures and no downloaded weights."""

from __future__ import annotations

from typing import Any

from tests.convert.graph_model.zoo.case import case

_SMALL: dict[str, Any] = {"weights": None, "classes": 7}


@case(slow=True)
def mobilenet(k: Any) -> Any:
    return k.applications.MobileNet(input_shape=(32, 32, 3), alpha=0.25, **_SMALL)


@case(slow=True)
def mobilenet_v2(k: Any) -> Any:
    return k.applications.MobileNetV2(input_shape=(32, 32, 3), alpha=0.35, **_SMALL)


@case(slow=True, sizes=({"s": 32, "t": 32}, {"s": 48, "t": 40}))
def mobilenet_v2_of_any_size(k: Any) -> Any:
    return k.applications.MobileNetV2(
        input_shape=(None, None, 3), alpha=0.35, include_top=False, weights=None, pooling="avg"
    )


@case(slow=True)
def mobilenet_v3_small(k: Any) -> Any:
    return k.applications.MobileNetV3Small(input_shape=(64, 64, 3), **_SMALL)


@case(slow=True)
def mobilenet_v3_minimalistic(k: Any) -> Any:
    options = {**_SMALL, "minimalistic": True, "alpha": 0.75}
    return k.applications.MobileNetV3Large(input_shape=(64, 64, 3), **options)


@case(slow=True)
def efficientnet_b0(k: Any) -> Any:
    return k.applications.EfficientNetB0(input_shape=(32, 32, 3), **_SMALL)


@case(slow=True)
def efficientnet_v2_b0(k: Any) -> Any:
    return k.applications.EfficientNetV2B0(input_shape=(32, 32, 3), **_SMALL)


@case(slow=True)
def resnet50(k: Any) -> Any:
    return k.applications.ResNet50(input_shape=(32, 32, 3), **_SMALL)


@case(slow=True)
def resnet50_v2(k: Any) -> Any:
    return k.applications.ResNet50V2(input_shape=(32, 32, 3), **_SMALL)


@case(slow=True)
def densenet121(k: Any) -> Any:
    return k.applications.DenseNet121(input_shape=(32, 32, 3), **_SMALL)


@case(slow=True)
def xception(k: Any) -> Any:
    return k.applications.Xception(input_shape=(71, 71, 3), **_SMALL)


@case(slow=True)
def inception_v3(k: Any) -> Any:
    return k.applications.InceptionV3(input_shape=(75, 75, 3), **_SMALL)


@case(slow=True)
def nasnet_mobile(k: Any) -> Any:
    return k.applications.NASNetMobile(input_shape=(32, 32, 3), **_SMALL)


@case(slow=True)
def convnext_tiny(k: Any) -> Any:
    return k.applications.ConvNeXtTiny(input_shape=(32, 32, 3), **_SMALL)


@case(slow=True)
def vgg16_without_top(k: Any) -> Any:
    return k.applications.VGG16(
        input_shape=(32, 32, 3), include_top=False, weights=None, pooling="avg"
    )
