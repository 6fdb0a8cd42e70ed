"""The public names, for editors and type checkers: at run time they are lazy."""

from . import audio as audio
from . import data as data
from . import draw as draw
from . import images as images
from . import layers as layers
from . import metrics as metrics
from . import sampling as sampling
from . import scratch as scratch
from . import tasks as tasks
from . import text as text
from .course import lesson as lesson
from .data import datasets as datasets
from .deploy.export import export as export
from .deploy.runtime import load_onnx as load_onnx
from .layers import CELLS as CELLS
from .layers import CRF as CRF
from .patterns.captioner import captioner as captioner
from .patterns.encoder_decoder import encoder_decoder as encoder_decoder
from .patterns.forecaster import forecaster as forecaster
from .patterns.language_model import language_model as language_model
from .patterns.many_to_many import many_to_many as many_to_many
from .patterns.many_to_one import many_to_one as many_to_one
from .patterns.one_to_many import one_to_many as one_to_many
from .patterns.one_to_one import one_to_one as one_to_one
from .patterns.speech_to_text import speech_to_text as speech_to_text
from .sampling import BeamSampler as BeamSampler
from .sampling import GreedySampler as GreedySampler
from .sampling import RandomSampler as RandomSampler
from .sampling import TopKSampler as TopKSampler
from .sampling import TopPSampler as TopPSampler
from .tasks import Captioner as Captioner
from .tasks import CausalLM as CausalLM
from .tasks import ConditionalLM as ConditionalLM
from .tasks import Forecaster as Forecaster
from .tasks import GenerateSamples as GenerateSamples
from .tasks import Seq2SeqLM as Seq2SeqLM
from .tasks import SeriesClassifier as SeriesClassifier
from .tasks import SpeechRecognizer as SpeechRecognizer
from .tasks import TextClassifier as TextClassifier
from .tasks import TextRegressor as TextRegressor
from .tasks import TokenClassifier as TokenClassifier
from .tasks import load_model as load_model

__version__: str
