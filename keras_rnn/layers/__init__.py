"""What computes: recurrent layers and what they are combined with."""

from .attention import Attention as Attention
from .copying import Copying as Copying
from .copying import Coverage as Coverage
from .crf import CRF as CRF
from .ctc import CTC as CTC
from .ctc import ctc_loss as ctc_loss
from .fast_loop import CELLS as CELLS
from .fast_loop import GRU as GRU
from .fast_loop import LSTM as LSTM
from .fast_loop import FastLoop as FastLoop
from .recurrent import Recurrent as Recurrent
from .fast_loop import SimpleRNN as SimpleRNN
