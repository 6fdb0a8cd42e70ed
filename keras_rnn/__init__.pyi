"""The public names, for editors and type checkers: at run time they are lazy."""

from . import attention as attention
from . import copying as copying
from . import datasets as datasets
from . import draw as draw
from . import layers as layers
from . import lesson as lesson
from . import metrics as metrics
from . import sampling as sampling
from . import scratch as scratch
from . import sources as sources
from . import task as task
from . import text as text
from .crf import CRF as CRF
from .layers import CELLS as CELLS
from .patterns.encoder_decoder import GenerateSamples as GenerateSamples
from .patterns.encoder_decoder import Seq2SeqLM as Seq2SeqLM
from .patterns.encoder_decoder import encoder_decoder as encoder_decoder
from .patterns.language_model import CausalLM as CausalLM
from .patterns.language_model import language_model as language_model
from .patterns.many_to_many import TokenClassifier as TokenClassifier
from .patterns.many_to_many import many_to_many as many_to_many
from .patterns.many_to_one import TextClassifier as TextClassifier
from .patterns.many_to_one import TextRegressor as TextRegressor
from .patterns.many_to_one import many_to_one as many_to_one
from .patterns.one_to_many import ConditionalLM as ConditionalLM
from .patterns.one_to_many import one_to_many as one_to_many
from .patterns.one_to_one import one_to_one as one_to_one
from .sampling import BeamSampler as BeamSampler
from .sampling import GreedySampler as GreedySampler
from .sampling import RandomSampler as RandomSampler
from .sampling import TopKSampler as TopKSampler
from .sampling import TopPSampler as TopPSampler
from .task import load_model as load_model

__version__: str
