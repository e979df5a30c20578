extension PyTorchText {
  /// Functions that a module is given where it uses them.
  static let functions: [(name: String, text: String)] = [
    (
      "dropblock",
      """
      def dropblock(x, keep, size, shared):
          \"\"\"A mask of zeros in squares, one elsewhere (Ghiasi et al. 2018, algorithm 1).\"\"\"
          images, channels, rows, columns = x.shape
          places = (rows - size + 1) * (columns - size + 1)
          gamma = (1 - keep) / size**2 * rows * columns / places
          shape = (images, 1 if shared else channels, rows - size + 1, columns - size + 1)
          corners = torch.bernoulli(x.new_full(shape, gamma))
          return 1 - F.max_pool2d(F.pad(corners, [size - 1] * 4), size, stride=1)
      """
    ),
    (
      "rescaled",
      """
      def rescaled(x, mask):
          \"\"\"What a mask leaves of x, times its cells over its ones.\"\"\"
          ones = mask.sum()
          return x * mask * (mask.numel() / ones if ones > 0 else 1)
      """
    ),
    (
      "cutout",
      """
      def cutout(x, size):
          \"\"\"A mask with a square of zeros around a random centre of each image.\"\"\"
          images, _, rows, columns = x.shape
          mask = x.new_ones(images, 1, rows, columns)
          for image in range(images):
              top = int(torch.randint(rows, ())) - size // 2
              left = int(torch.randint(columns, ())) - size // 2
              mask[image, :, max(top, 0):top + size, max(left, 0):left + size] = 0
          return mask
      """
    ),
    (
      "covered",
      """
      def covered(x, mask, fill):
          \"\"\"x where the mask is one, a constant where it is zero.\"\"\"
          return x * mask + fill * (1 - mask)
      """
    ),
    (
      "cutmix",
      """
      def cutmix(x, alpha, per_example, permuted):
          \"\"\"A mask with a box of zeros in each image (Yun et al. 2019); its partner behind it.\"\"\"
          images, _, rows, columns = x.shape
          mask = x.new_ones(images, 1, rows, columns)
          for image in range(images):
              if image == 0 or per_example:
                  side = (1 - float(torch.distributions.Beta(alpha, alpha).sample())) ** 0.5
                  i, j = int(torch.randint(rows, ())), int(torch.randint(columns, ()))
                  a, b = int(rows * side) // 2, int(columns * side) // 2
              mask[image, :, max(i - a, 0):i + a, max(j - b, 0):j + b] = 0
          partners = torch.randperm(images).to(x).reshape(-1, 1, 1, 1).expand_as(mask)
          return torch.cat([mask, partners], 1) if permuted else mask
      """
    ),
    (
      "mixup",
      """
      def mixup(x, alpha, per_example, permuted):
          \"\"\"The share that each image keeps (Zhang et al. 2018), and its partner behind it.\"\"\"
          drawn = torch.distributions.Beta(alpha, alpha).sample((len(x) if per_example else 1,))
          mask = drawn.to(x).reshape(-1, 1, 1, 1).expand(len(x), 1, 1, 1)
          partners = torch.randperm(len(x)).to(x).reshape(-1, 1, 1, 1)
          return torch.cat([mask, partners], 1) if permuted else mask
      """
    ),
    (
      "mixed",
      """
      def mixed(x, mask):
          \"\"\"What a mask keeps of each image, and the rest of its partner or the image before.\"\"\"
          other = x[mask[:, 1, 0, 0].long()] if mask.shape[1] > 1 else x.roll(1, 0)
          return mask[:, :1] * x + (1 - mask[:, :1]) * other
      """
    ),
  ]

  /// The rest of every module: where its masks and parameters come from.
  static let loading = """
        def mask(self, name, x, drawn):
            \"\"\"The mask of a file where one was loaded, else a new draw: 1 keeps, 0 drops.\"\"\"
            mask = self.masks[name].to(x) if name in self.masks else drawn()
            return mask.reshape(-1, *[1] * (x.dim() - 1)) if mask.dim() == 1 else mask

        def load(self, tensors):
            \"\"\"Takes parameters, statistics and masks from the tensors of a run, by name.\"\"\"
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
        \"\"\"rows × columns × in × out as out × in × rows × columns; in × out as out × in.\"\"\"
        if tensor.dim() == 4:
            return tensor.permute(3, 2, 0, 1)
        return tensor.t() if tensor.dim() == 2 else tensor


    def image(tensor):
        \"\"\"images × rows × columns × channels as images × channels × rows × columns.\"\"\"
        return tensor.permute(0, 3, 1, 2) if tensor.dim() == 4 else tensor
    """
}
