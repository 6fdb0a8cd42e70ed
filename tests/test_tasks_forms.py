# Pulled from nbs/appendix/forms.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np
import pytest

from keras_rnn.tasks.forms import *


def test_arrays_of_several_variables_stay_together():
    x = [np.ones((5, 2)), np.ones(7)]
    back = Arrays(x).restore(np.zeros((3, 4, 1)), (0.5,))
    assert [part.shape for part in back] == [(4, 2, 1), (4, 1)]
    back = Arrays(x[0]).restore(np.zeros((2, 4, 1)), (0.5,))
    assert back.shape == (4, 2, 1)


def test_columns_of_a_dict_share_what_is_known_beside_them():
    data = {"a": [1.0, 2], "rain": [5, 6], "b": [3.0, 4], "free": [0, 1]}
    form = Columns(data, ("rain",), ("free",))
    assert [one.name for one in form.series] == ["a", "b"]
    for one in form.series:
        assert one.past.tolist() == [[5], [6]]
        assert one.future.tolist() == [[0], [1]]
    forecasts = np.arange(4.0).reshape(2, 2, 1)  # (series, horizon, quantiles)
    back = form.restore(forecasts, (0.5,))
    np.testing.assert_array_equal(back["b"], forecasts[1])
    with pytest.raises(ValueError, match="differ in length"):
        Columns({**data, "rain": [5]}, ("rain",))
