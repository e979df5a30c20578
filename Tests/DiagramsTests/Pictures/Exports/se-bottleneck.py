"""se_bottleneck 4 ratio: 4 stride: 2 on 8×8×8, as Blockwalk runs it.

Tensors are images × channels × rows × columns. With the package safetensors:

    module = SeBottleneck()
    module.load(safetensors.torch.load_file("run.safetensors"))

where ‘blockwalk run … --output run.safetensors’ has written the file.
"""
import torch
import torch.nn.functional as F
from torch import nn


class SeBottleneck(nn.Module):
    def __init__(self):
        super().__init__()
        self.masks = {}
        self.conv1 = nn.Conv2d(8, 4, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(4, eps=1e-5, momentum=0.1)
        self.conv2 = nn.Conv2d(4, 4, 3, stride=2, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(4, eps=1e-5, momentum=0.1)
        self.conv3 = nn.Conv2d(4, 16, 1, bias=False)
        self.norm3 = nn.BatchNorm2d(16, eps=1e-5, momentum=0.1)
        self.dense1 = nn.Linear(16, 4)
        self.dense2 = nn.Linear(4, 16)
        self.shortcut1 = nn.Module()
        self.shortcut1.conv1 = nn.Conv2d(8, 16, 1, stride=2, bias=False)
        self.shortcut1.norm1 = nn.BatchNorm2d(16, eps=1e-5, momentum=0.1)

    def forward(self, x):
        conv1 = self.conv1(x)
        norm1 = self.norm1(conv1)
        relu1 = F.relu(norm1)
        conv2 = self.conv2(relu1)
        norm2 = self.norm2(conv2)
        relu2 = F.relu(norm2)
        conv3 = self.conv3(relu2)
        norm3 = self.norm3(conv3)
        globalpool1 = norm3.mean(dim=(2, 3))
        dense1 = self.dense1(globalpool1)
        relu3 = F.relu(dense1)
        dense2 = self.dense2(relu3)
        sigmoid1 = torch.sigmoid(dense2)
        scale1 = norm3 * sigmoid1[:, :, None, None]
        shortcut1_conv1 = self.shortcut1.conv1(x)
        shortcut1_norm1 = self.shortcut1.norm1(shortcut1_conv1)
        sum1 = scale1 + shortcut1_norm1
        relu4 = F.relu(sum1)
        return relu4

    def mask(self, name, x, drawn):
        """The mask of a file where one was loaded, else a new draw: 1 keeps, 0 drops."""
        mask = self.masks[name].to(x) if name in self.masks else drawn()
        return mask.reshape(-1, *[1] * (x.dim() - 1)) if mask.dim() == 1 else mask

    def load(self, tensors):
        """Takes parameters, statistics and masks from the tensors of a run, by name."""
        words = {"weight": "scale", "bias": "shift", "running_mean": "mean", "running_var": "variance"}
        for path, module in self.named_modules():
            own = [*module.named_parameters(recurse=False), *module.named_buffers(recurse=False)]
            for name, parameter in own:
                if f"{path}.scale" in tensors:
                    name = words.get(name)
                if name:
                    parameter.data.copy_(kernel(tensors[f"{path}.{name}"]))
        self.masks = {
            name.removesuffix(".mask"): image(tensor)
            for name, tensor in tensors.items()
            if name.endswith(".mask") and not name.startswith("grad.")
        }


def kernel(tensor):
    """rows × columns × in × out as out × in × rows × columns; in × out as out × in."""
    if tensor.dim() == 4:
        return tensor.permute(3, 2, 0, 1)
    return tensor.t() if tensor.dim() == 2 else tensor


def image(tensor):
    """images × rows × columns × channels as images × channels × rows × columns."""
    return tensor.permute(0, 3, 1, 2) if tensor.dim() == 4 else tensor
