import Networks
import Tensors

/// The experiments of the questions.
public enum Experiments {
  /// All of them, in the order of the questions.
  public static let all: [any Experiment] = [
    ShapeWalk(), PixelReaders(), Degradation(), Initialisations(), OptimizerRace(), StableRate(),
    OneBatch(),
    TrainingComparison.zeroNorm,
    GradientDepth(), Trunk(), FinalNorm(), TrainingComparison.preActivationRates,
    ThreeForms(), BlockDiagonal(), TrainingComparison.cardinalityCost,
    DepthDraws(), BranchExpectation(), SurvivalConventions(), SurvivalCost(),
    GuessBack(), DropMap(), GammaFraction(), CutoutWalk(), SmallData(),
    SqueezeGates(), ClassGates(),
    NarrowReLU(), OneChannel(), CostBars(), Hourglass(), TrainingComparison.separableCost,
    ConvolutionMatrix(), ZeroInsertion(), Checkerboard(), NotInverse(), WrongFormula(),
    CutMixPair(), PastedArea(), ShiftedImage(), DarkBorder(), BatchNoise(), VGGCosts(),
    NormProbes(),
    NormRates(),
    ActivationDeviation(), RateSequences(), RateRange(), OptimizerPaths(), EffectiveRates(),
    BiasCorrection(),
    TrainingComparison.warmUp,
  ]
  public static let names = all.map(\.name)

  public static func named(_ name: String) -> (any Experiment)? { all.first { $0.name == name } }
}
