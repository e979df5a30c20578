import Screens
import Testing

/// A place in the explorer and the keys that lead to what is worth seeing there.
///
/// Together they are all views and the inner levels that look unlike them; a new view gets a line
/// here, and with it every check of sizes, colours and characters.
struct Station: Sendable, CustomTestStringConvertible {
  let name: String
  let place: String
  let keys: String

  init(_ name: String, _ place: String, _ keys: String = "") {
    (self.name, self.place, self.keys) = (name, place, keys)
  }

  var testDescription: String { name }

  func stage(on screen: Screen) throws -> Stage {
    try Directions(place: place, keys: keys, screen: screen).stage()
  }

  private static let bottleneck = "step bottleneck 4 stride: 2 on 8x8x8"
  private static let net = "conv 3x3 4, norm, relu, basic 4, globalpool, dense 10"
  private static let strided = "step conv 3x3 1 stride: 2 on 7x7x1"
  private static let small =
    "network conv 3x3 8 stride: 2, norm, relu, maxpool 2x2 stride: 2, repeat 2 { basic 8 }, "
    + "basic 16 stride: 2, basic 16, globalpool, dense 10 on 32x32x3"
  private static let handIns = Array(repeating: "ctrl-x enter", count: 9).joined(separator: " ")

  static let all = [
    Station("home", "home", "down"),
    Station("home-past", "past home"),
    Station("lesson", "lesson 1"),
    Station("lesson-live", "lesson 1", "a n n"),
    Station("lesson-outline", "lesson 8", "a o down down"),
    Station("lesson-search", "lesson 8", "/ s t r i d e"),
    Station("stepper", bottleneck, "5 g"),
    Station("stepper-tensors", bottleneck, "5 g tab"),
    Station("stepper-backward", bottleneck, "5 g b tab"),
    Station("stepper-fork", bottleneck, "end tab"),
    Station("stepper-norm", bottleneck, "6 g tab"),
    Station("stepper-gate", "step se_bottleneck 4 ratio: 4 stride: 2 on 8x8x8", "1 4 g tab ] ]"),
    Station("settings", bottleneck, "5 g # down +"),
    Station("predict", bottleneck, "4 g p right 2"),
    Station("table", bottleneck, "enter n"),
    Station("element-products", bottleneck, "5 g enter right right"),
    Station("element-norm", bottleneck, "6 g b enter right v"),
    Station("element-sweep", bottleneck, "5 g b enter V"),
    Station("element-kernel", strided, "b enter tab tab z right right"),
    Station("element-gather", strided, "b enter right right"),
    Station("element-scatter", strided, "b enter z right right right"),
    Station("element-insertion", strided, "b enter z z right right"),
    Station(
      "element-matrix", "step conv 3x3 1 stride: 2 padding: valid on 5x5x1",
      "b enter z z z right"),
    Station("compare", "step basic 4 on 8x8x4", "c 1 0 g"),
    Station("playground", bottleneck, "e end space s t r o d e : 2"),
    Station("train", "train \(net)", "c 2 0 right"),
    Station("train-layers", "train \(net)", "3 right tab Z"),
    Station("train-kernels", "train \(net)", "3 right tab tab"),
    Station("train-mistakes", "train flatten, dense 10", "3 0 right tab tab tab"),
    Station("train-knobs", "train \(net)", "3 right # - down"),
    Station("update", "train \(net)", "3 right enter w"),
    Station("update-weight", "train \(net)", "3 right enter w enter v"),
    Station("networks", "home", "end up up up up up up enter down"),
    Station("network", "network resnet18 on 64x64x3", "4 g right down"),
    Station("network-block", small, "b 4 g right down enter n"),
    Station("network-tensor", small, "3 g right down right down enter"),
    Station("experiments", "home", "end up up up up enter 4 g"),
    Station("experiment-curves", "experiment gradient-depth", "left left left enter down down"),
    Station("experiment-table", "experiment gradient-depth", "left left left enter t"),
    Station("experiment-maps", "experiment block-diagonal", "left left"),
    Station("experiment-matrix", "experiment convolution-matrix", "down"),
    Station("quiz-choose", "card resnet-relu-positions", "tab right"),
    Station("quiz-wrong", "card resnet-relu-positions", "1 enter"),
    Station("quiz-several", "card cutout-dropblock-both", "space down"),
    Station("quiz-order", "card preact-order", "space down"),
    Station("quiz-order-graded", "card transposed-derivation", "space down enter"),
    Station("quiz-number", "card resnet-bottleneck-parameters", "6 4 * 6 4"),
    Station("quiz-cell", "card transposed-cell", "G [ 0 , 0 ]"),
    Station("quiz-build", "card resnet-build-identity", "down down enter up up enter"),
    Station("quiz-repair", "card preact-relu-fault", "e"),
    Station("quiz-open", "card rubric-1-2", "f o u r ctrl-x"),
    Station("exam", "exam", "h e l l o"),
    Station("exam-tick", "exam", "h e l l o \(handIns) space down"),
    Station("progress", "past progress", "down"),
    Station("progress-day", "past progress", "e backspace 8"),
    Station("progress-history", "past progress", "H"),
    Station("terms", "terms", "b l o"),
    Station("help", bottleneck, "right ?"),
    Station("palette", bottleneck, ": i n"),
  ]
}
