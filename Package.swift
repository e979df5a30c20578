// swift-tools-version: 6.2
import PackageDescription

/// `BLOCKWALK_FUZZ=1` adds the program `fuzz` and has libFuzzer watch the code that it feeds.
let isFuzzing = Context.environment["BLOCKWALK_FUZZ"] != nil

/// Swift 6 mode, every warning an error, existentials spelled out, imports said where they are used.
let strict: [SwiftSetting] =
  [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"])] : [])

/// `BLOCKWALK_OPTIMISED=1 swift test` builds for longer and tests in half the time: what one does
/// once on a clean clone, not while one works.
let ordinary: [SwiftSetting] =
  Context.environment["BLOCKWALK_OPTIMISED"] != nil ? [.unsafeFlags(["-O"])] : []

/// A target of Swift code: the list is the map of who may import whom.
func module(
  _ name: String, imports: [Target.Dependency] = [], excluding: [String] = [],
  resources: [Resource] = [], settings: [SwiftSetting] = ordinary
) -> Target {
  .target(
    name: name, dependencies: imports, exclude: excluding, resources: resources,
    swiftSettings: strict + settings)
}

/// The tests of a target; pictures and screens lie as text beside them.
func tests(
  _ name: String, of imports: [Target.Dependency], excluding: [String] = [],
  resources: [Resource] = []
) -> Target {
  .testTarget(
    name: name, dependencies: imports, exclude: excluding, resources: resources,
    swiftSettings: strict)
}

/// Kernels are optimised in debug builds too, across files and for the machine that builds them: a
/// lesson must feel instant while it is written, and a whole network takes seconds otherwise.
///
/// `BLOCKWALK_CHECKED=1 swift test` runs the suite with every index checked,
/// `BLOCKWALK_PORTABLE=1 swift build` makes a program for other machines of the same kind.
let fast: [SwiftSetting] = {
  if isFuzzing || Context.environment["BLOCKWALK_CHECKED"] != nil { return [] }
  let optimised = SwiftSetting.unsafeFlags([
    "-Ounchecked", "-whole-module-optimization", "-num-threads", "2",
  ])
  if Context.environment["BLOCKWALK_PORTABLE"] != nil { return [optimised] }
  // a machine that has AVX2 has fused products; that of ARM always does
  return [optimised, .unsafeFlags(["-Xcc", "-march=native"]), .define("FUSED")]
}()

/// Equations are run in loops too, but read what students type: their indices stay checked.
let quick: [SwiftSetting] = isFuzzing ? [] : [.unsafeFlags(["-O"])]

/// The program that feeds readers with inputs by the million.
let fuzz: [Target] =
  isFuzzing
  ? [
    .systemLibrary(name: "CFuzzer", path: "Tests/CFuzzer"),
    .executableTarget(
      name: "fuzz", dependencies: ["Fuzzing", "CFuzzer"], path: "Tests/Fuzz",
      swiftSettings: strict, linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]),
  ] : []

let package = Package(
  name: "blockwalk",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "blockwalk", targets: ["blockwalk"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.31.0"),
  ],
  targets: [
    module("LibC"),
    .systemLibrary(name: "CPrefetch"),
    module("Tensors", imports: ["CPrefetch", "LibC"], settings: fast),
    .target(name: "CStart", cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]),
    module("FileSystem", imports: ["LibC", "CStart", "Tensors"]),
    module("Equations", imports: ["LibC", "Tensors"], settings: quick),
    // looked for when a picture is read, so that the program builds and starts without libpng
    .target(
      name: "CPictures", cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])],
      linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    module("Pictures", imports: ["LibC", "Tensors", "CPictures"]),
    module("Screens", imports: ["LibC"]),
    module("Activations", imports: ["Tensors"], settings: fast),
    module("Networks", imports: ["LibC", "Tensors", "Activations"]),
    module(
      "ONNX",
      imports: [
        "Tensors", "Networks", .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      excluding: ["Format/onnx.proto"]),
    module("Training", imports: ["LibC", "Tensors", "Networks"]),
    module("Diagrams", imports: ["Tensors", "Networks", "Screens"]),
    .systemLibrary(
      name: "CMarkdown", pkgConfig: "libcmark-gfm",
      providers: [
        .apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"]),
      ]),
    module("Experiments", imports: ["LibC", "Tensors", "Networks", "Training"]),
    module(
      "Quiz",
      imports: [
        "LibC", "Tensors", "Equations", "Networks", .product(name: "Yams", package: "Yams"),
      ]),
    module(
      "Lessons",
      imports: ["Tensors", "FileSystem", "Networks", "Experiments", "Quiz", "CMarkdown"],
      resources: [.copy("../../lessons")]),
    module(
      "Study",
      imports: [
        "LibC", "Tensors", "FileSystem", "Networks", "Quiz", "Lessons",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    module(
      "Views",
      imports: [
        "Tensors", "Equations", "Networks", "Training", "Screens", "Diagrams", "Experiments",
        "Quiz", "Lessons", "Study",
      ]),
    .target(
      name: "CTerminal",
      cSettings: [
        .define("_XOPEN_SOURCE_EXTENDED", to: "1"),
        .define("_XOPEN_SOURCE", to: "700", .when(platforms: [.linux])),
        .define("_DEFAULT_SOURCE", .when(platforms: [.linux])),
        .unsafeFlags(["-Wall", "-Wextra", "-Werror"]),
      ],
      linkerSettings: [
        .linkedLibrary("ncursesw", .when(platforms: [.linux])),
        .linkedLibrary("tinfo", .when(platforms: [.linux])),
        .linkedLibrary("ncurses", .when(platforms: [.macOS])),
      ]),
    module("Terminal", imports: ["LibC", "Screens", "CTerminal"]),
    .systemLibrary(name: "CAllocator"),
    module(
      "Workshop",
      imports: [
        "LibC", "Tensors", "FileSystem", "Pictures", "Networks", "Training", "ONNX", "Screens",
        "Experiments", "Quiz", "Lessons", "Study", "Views", "Terminal", "CAllocator",
      ]),
    module(
      "Commands",
      imports: [
        "LibC", "Tensors", "FileSystem", "Pictures", "Equations", "Networks", "Training", "Screens",
        "Diagrams", "Experiments", "Quiz", "Lessons", "Study", "Views", "Terminal", "Workshop",
        "ONNX",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "blockwalk", dependencies: ["Commands"], swiftSettings: strict),
    tests("TensorsTests", of: ["Tensors"]),
    tests("FileSystemTests", of: ["FileSystem", "Tensors", "LibC"]),
    tests("EquationsTests", of: ["Equations", "Tensors"]),
    tests("PicturesTests", of: ["Pictures", "Tensors"], excluding: ["Fixtures"]),
    tests("ScreensTests", of: ["Screens"]),
    .target(
      name: "OperationSamples", dependencies: ["Networks", "Tensors"],
      path: "Tests/OperationSamples", swiftSettings: strict),
    tests(
      "ONNXTests",
      of: [
        "ONNX", "Networks", "Tensors", .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      excluding: ["Fixtures"]),
    tests(
      "NetworksTests", of: ["Networks", "Activations", "Tensors", "Diagrams", "OperationSamples"],
      resources: [.copy("Fixtures")]),
    tests("TrainingTests", of: ["Training", "Networks", "Tensors"]),
    tests(
      "DiagramsTests", of: ["Diagrams", "Networks", "Tensors", "Screens", "OperationSamples"],
      excluding: ["Pictures"]),
    .target(
      name: "LessonSamples", dependencies: ["Networks", "Quiz", "Lessons"],
      path: "Tests/LessonSamples", swiftSettings: strict),
    tests("ExperimentsTests", of: ["Experiments", "Networks", "Training", "Tensors"]),
    tests(
      "QuizTests",
      of: [
        "Quiz", "Lessons", "Equations", "Networks", "Training", "Tensors", "OperationSamples",
        "LessonSamples",
      ]),
    tests(
      "LessonsTests",
      of: ["Lessons", "Quiz", "Equations", "Networks", "Tensors", "LessonSamples"]),
    tests(
      "StudyTests",
      of: [
        "Study", "FileSystem", "Lessons", "Quiz", "Networks", "Tensors", "LessonSamples",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      excluding: ["fronts.txt"]),
    tests(
      "ViewsTests",
      of: [
        "Workshop", "Views", "Experiments", "Quiz", "Lessons", "Study", "Diagrams", "Networks",
        "Training", "Tensors", "Screens", "CAllocator",
      ],
      excluding: ["Screens", "Sizes", "Pictures"]),
    tests(
      "WorkshopTests",
      of: [
        "FileSystem", "Workshop", "Views", "Experiments", "Quiz", "Lessons", "Study", "Networks",
        "Tensors", "Screens",
      ]),
    tests(
      "CommandsTests",
      of: [
        "Commands", "FileSystem", "Workshop", "Views", "Experiments", "Quiz", "Lessons", "Study",
        "Networks", "Screens", "Tensors", "Terminal",
      ],
      excluding: ["Texts", "GoldenPack"], resources: [.copy("Trajectories")]),
    .systemLibrary(
      name: "CVTerm", path: "Tests/CVTerm", pkgConfig: "vterm",
      providers: [.apt(["libvterm-dev"]), .brew(["libvterm"])]),
    .target(
      name: "CPseudoTerminal", dependencies: ["CVTerm"], path: "Tests/CPseudoTerminal",
      cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])],
      linkerSettings: [.linkedLibrary("util", .when(platforms: [.linux]))]),
    tests(
      "TerminalTests",
      of: [
        "Views", "Terminal", "CTerminal", "CPseudoTerminal", "Fuzzing", "Screens", "Quiz",
        "Lessons", "Study",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(
      name: "Fuzzing",
      dependencies: [
        "Tensors", "Networks", "ONNX", "Screens", "Diagrams", "Experiments", "Quiz", "Lessons",
        "Study",
        "Views",
      ],
      path: "Tests/Fuzzing", swiftSettings: strict),
    tests("FuzzingTests", of: ["Fuzzing"], excluding: ["Corpus"]),
  ] + fuzz,
  swiftLanguageModes: [.v6]
)
