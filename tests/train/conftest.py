"""One thread, as in training: on small matrices two are many times slower."""

import torch

torch.set_num_threads(1)
