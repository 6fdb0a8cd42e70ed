"""Text in, answers out: a network with its tokenizer, as one Keras model."""

from .captioner import Captioner as Captioner
from .causal_lm import CausalLM as CausalLM
from .conditional_lm import ConditionalLM as ConditionalLM
from .forecaster import Forecaster as Forecaster
from .loading import load_model as load_model
from .seq2seq_lm import GenerateSamples as GenerateSamples
from .seq2seq_lm import Seq2SeqLM as Seq2SeqLM
from .series_classifier import SeriesClassifier as SeriesClassifier
from .speech_recognizer import SpeechRecognizer as SpeechRecognizer
from .task import Task as Task
from .text_classifier import TextClassifier as TextClassifier
from .text_regressor import TextRegressor as TextRegressor
from .token_classifier import Entity as Entity
from .token_classifier import TokenClassifier as TokenClassifier
