"""KerasHub's backbones in tiny configurations, as cases like those of the zoo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.convert.graph_model.zoo.case import Case, Sizes

FAMILY = "kerashub"
_TEXT = {
    "vocabulary_size": 20,
    "num_layers": 2,
    "num_heads": 2,
    "hidden_dim": 8,
    "intermediate_dim": 16,
}
_SHORT = {**_TEXT, "max_sequence_length": 16}
_GROUPED = {
    **{key: value for key, value in _TEXT.items() if key != "num_heads"},
    "num_query_heads": 4,
    "num_key_value_heads": 2,
}
_EXPERTS = {**_GROUPED, "moe_intermediate_dim": 8, "num_experts": 4, "top_k": 2}
_VISION = {"num_layers": 2, "num_heads": 2, "hidden_dim": 8, "intermediate_dim": 16}
_PICTURE = {"image_shape": (32, 32, 3)}
_RESNET = {
    "input_conv_filters": [64],
    "input_conv_kernel_sizes": [7],
    "stackwise_num_filters": [64, 64, 64],
    "stackwise_num_blocks": [1, 2, 1],
    "stackwise_num_strides": [1, 2, 2],
    **_PICTURE,
}
_MIT = {
    "layerwise_depths": [1, 1],
    "num_layers": 2,
    "layerwise_num_heads": [1, 2],
    "layerwise_sr_ratios": [2, 1],
    "max_drop_path_rate": 0.1,
    "layerwise_patch_sizes": [7, 3],
    "layerwise_strides": [4, 2],
    "hidden_dims": [8, 16],
    **_PICTURE,
}
_FNET = {key: value for key, value in _SHORT.items() if key != "num_heads"}
# By the class's name: its configuration.
_SEQUENCES: Mapping[str, dict[str, Any]] = {
    "Albert": {**_SHORT, "embedding_dim": 6},
    "Bart": _SHORT,
    "Bert": _SHORT,
    "Bloom": _TEXT,
    "DebertaV3": {**_SHORT, "bucket_size": 8},
    "DistilBert": _SHORT,
    "Electra": {
        **{key: value for key, value in _SHORT.items() if key != "vocabulary_size"},
        "vocab_size": 20,
        "embedding_dim": 6,
    },
    "ESM": _SHORT,
    "Falcon": {
        **{key: value for key, value in _TEXT.items() if key != "num_heads"},
        "num_attention_heads": 2,
    },
    "Gemma": {**_GROUPED, "head_dim": 4},
    "Gemma3": {
        **_GROUPED,
        "image_size": 16,
        "head_dim": 4,
        "use_sliding_window_attention": True,
        "sliding_window_size": 4,
    },
    "GPT2": _SHORT,
    "GPTNeoX": {**_SHORT, "rotary_percentage": 0.5},
    "GptOss": {**_GROUPED, "num_experts": 4, "sliding_window": 4},
    "Llama": _GROUPED,
    "Llama3": _GROUPED,
    "Mistral": {**_GROUPED, "sliding_window": 4},
    "Mixtral": {**_GROUPED, "num_experts": 4},
    "OPT": _SHORT,
    "Phi3": _GROUPED,
    "Qwen": _GROUPED,
    "Qwen3": {**_GROUPED, "head_dim": 4},
    "Qwen3Moe": {**_EXPERTS, "head_dim": 4},
    "QwenMoe": {**_EXPERTS, "shared_expert_intermediate_dim": 8},
    "Roberta": _SHORT,
    "RoformerV2": {**_TEXT, "head_size": 4},
    "T5": _TEXT,
    "XLMRoberta": _SHORT,
}
_PICTURES: Mapping[str, dict[str, Any]] = {
    "CSPNet": {
        "stem_filters": 8,
        "stem_kernel_size": 3,
        "stem_strides": 1,
        "stackwise_depth": [1, 2],
        "stackwise_strides": [1, 2],
        "stackwise_num_filters": [8, 16],
        "block_type": "dark_block",
        "stage_type": "dark",
        **_PICTURE,
    },
    "DeiT": {**_VISION, "patch_size": 8, **_PICTURE},
    "DenseNet": {"stackwise_num_repeats": [1, 2], "growth_rate": 4, **_PICTURE},
    "DINOV2": {**_VISION, "patch_size": 8, "position_embedding_shape": (48, 48), **_PICTURE},
    "HGNetV2": {
        "depths": [1, 2],
        "embedding_size": 8,
        "hidden_sizes": [8, 16],
        "stem_channels": [3, 4, 8],
        "hidden_act": "relu",
        "use_learnable_affine_block": True,
        "stackwise_stage_filters": [(8, 4, 8, 1, 1, 3), (8, 8, 16, 2, 1, 3)],
        "apply_downsample": [False, True],
        "use_lightweight_conv_block": [False, True],
        **_PICTURE,
    },
    "MiT": _MIT,
    "MobileNet": {
        "stackwise_expansion": [[8, 12], [16, 16]],
        "stackwise_num_blocks": [2, 2],
        "stackwise_num_filters": [[8, 8], [12, 12]],
        "stackwise_kernel_size": [[3, 3], [5, 5]],
        "stackwise_num_strides": [[2, 1], [2, 1]],
        "stackwise_se_ratio": [[None, None], [0.25, 0.3]],
        "stackwise_activation": [["relu", "relu"], ["hard_swish", "hard_swish"]],
        "stackwise_padding": [[1, 1], [2, 2]],
        "output_num_filters": 16,
        "depthwise_filters": 8,
        "depthwise_stride": 2,
        "depthwise_residual": False,
        "last_layer_filter": 8,
        "squeeze_and_excite": 0.5,
        **_PICTURE,
    },
    "ResNet": {**_RESNET, "block_type": "bottleneck_block"},
    "SwinTransformer": {
        "embed_dim": 8,
        "depths": (2, 1),
        "num_heads": (2, 2),
        "window_size": 4,
        **_PICTURE,
    },
    "VGG": {"stackwise_num_repeats": [1, 2], "stackwise_num_filters": [4, 8], **_PICTURE},
    "ViT": {
        **{key: value for key, value in _VISION.items() if key != "intermediate_dim"},
        "mlp_dim": 16,
        "patch_size": 8,
        **_PICTURE,
    },
    "ViTDet": {
        "hidden_size": 8,
        "num_layers": 2,
        "intermediate_dim": 16,
        "num_heads": 2,
        "global_attention_layer_indices": [1],
        "image_shape": (16, 16, 3),
        "patch_size": 2,
        "num_output_channels": 4,
        "window_size": 2,
    },
    "Xception": {
        "stackwise_conv_filters": [[4, 8], [8, 8]],
        "stackwise_pooling": [True, False],
        **_PICTURE,
    },
}


def _built(name: str, options: Mapping[str, Any]) -> Callable[[Any], Any]:
    def build(_: Any) -> Any:
        import keras_hub

        return getattr(keras_hub.models, f"{name}Backbone")(**options)

    return build


def _whisper(_: Any) -> Any:
    import keras_hub

    return keras_hub.models.WhisperBackbone(
        **_TEXT, num_mels=6, max_encoder_sequence_length=16, max_decoder_sequence_length=20
    )


def _towers(name: str, **more: Any) -> Callable[[Any], Any]:
    """A model of pictures and texts."""

    def build(_: Any) -> Any:
        import keras_hub

        models = keras_hub.models
        text = {**_SHORT, "embedding_dim": 8}
        return getattr(models, f"{name}Backbone")(
            vision_encoder=getattr(models, f"{name}VisionEncoder")(
                **_VISION, patch_size=8, **_PICTURE
            ),
            text_encoder=getattr(models, f"{name}TextEncoder")(**text),
            **more,
        )

    return build


def _segformer(_: Any) -> Any:
    import keras_hub

    encoder = keras_hub.models.MiTBackbone(**_MIT)
    return keras_hub.models.SegFormerBackbone(image_encoder=encoder, projection_filters=8)


def _case(
    name: str,
    build: Callable[[Any], Any],
    sizes: tuple[Sizes, ...] = ({},),
    **known: Any,
) -> Case:
    return Case(name=name, family=FAMILY, build=build, high=20, sizes=sizes, slow=True, **known)


def backbones() -> dict[str, Case]:
    """Every backbone by name; nothing is built."""
    lengths: tuple[Sizes, ...] = ({"s": 7}, {"s": 10})
    cases = [
        *(_case(name, _built(name, known), lengths) for name, known in _SEQUENCES.items()),
        *(_case(name, _built(name, known)) for name, known in _PICTURES.items()),
        _case(
            "ResNetV2",
            _built("ResNet", {**_RESNET, "block_type": "basic_block", "use_pre_activation": True}),
        ),
        _case("Whisper", _whisper, ({"s": 16}, {"s": 10})),
        _case("CLIP", _towers("CLIP", projection_dim=6), lengths),
        _case("SigLIP", _towers("SigLIP"), ({"s": 16},), is_fixed=True),
        _case("SegFormer", _segformer),
        _case("FNet", _built("FNet", _FNET), ({"s": 7},), is_fixed=True),
        _case("FNet_of_any_length", _built("FNet", _FNET), lengths, refused="Fourier transform"),
        # JAX has no range of floats to an open length.
        _case("XLNet", _built("XLNet", _TEXT), ({"s": 7},), is_fixed=True),
    ]
    return {case.name: case for case in cases}
