import Networks
import Tensors

/// The experiments of the questions.
public enum Experiments {
  /// All of them, in the order of the questions.
  public static let all: [any Experiment] = [
    ShapeWalk(), PixelReaders(), Degradation(), Initialisations(), OptimizerRace(), StableRate(),
    OneBatch(),
    GradientDepth(), Trunk(), FinalNorm(),
    ThreeForms(), BlockDiagonal(),
    DepthDraws(), BranchExpectation(), SurvivalConventions(),
    GuessBack(), DropMap(), GammaFraction(), CutoutWalk(),
    SqueezeGates(),
    NarrowReLU(), OneChannel(), CostBars(), Hourglass(),
    ConvolutionMatrix(), ZeroInsertion(), Checkerboard(), NotInverse(), WrongFormula(),
    CutMixPair(), PastedArea(), ShiftedImage(), DarkBorder(), BatchNoise(), VGGCosts(),
    NormProbes(),
    NormRates(),
    ActivationDeviation(), RateSequences(), OptimizerPaths(), EffectiveRates(), BiasCorrection(),
  ]
  public static let names = all.map(\.name)

  public static func named(_ name: String) -> (any Experiment)? { all.first { $0.name == name } }
}
