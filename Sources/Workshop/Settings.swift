import FileSystem
import Lessons
import Networks
import Quiz
import Screens
import Tensors
import Terminal

/// What a user has chosen for good, from `$XDG_CONFIG_HOME/blockwalk/config.yaml`.
///
/// A fault in the file costs the user that one setting and a warning, never the session.
public struct Settings: Sendable {
  public var color = ColorPreference.auto
  public var background = BackgroundChoice.auto
  public var glyphs = GlyphPreference.auto
  public var sync = BracketPreference.auto
  public var allowsMotion = true
  public var mouse = false
  /// What was wrong with the file, each with its line.
  public private(set) var warnings: [String] = []

  /// The colour behind the text: what the terminal says, or what the user knows better.
  public enum BackgroundChoice: String, CaseIterable, Sendable {
    case auto, light, dark
  }

  /// What is known of the background before the terminal is asked.
  public var knownBackground: Screens.Background {
    switch background {
    case .auto: .unknown
    case .light: .light
    case .dark: .dark
    }
  }

  public init() {}

  /// The file's settings; those of the standard where there is no file.
  public static func read(from path: String) -> Settings {
    var settings = Settings()
    guard Files.exists(path) else { return settings }
    do {
      // no start waits for a pipe: the settings are there or they are not
      settings.take(try YAMLValue(Files.text(path, patience: 0.2, isBrief: true)), path)
    } catch let error as LessonError {
      settings.warn(path, error.line, error.sentence)
    } catch {
      settings.warnings.append("\(error)")
    }
    return settings
  }

  /// The settings of the user's file, unless it is to be ignored, and what the environment says.
  public init(in environment: Environment, readingFile: Bool = true) {
    let file = readingFile ? environment.settingsFile : nil
    self = file.map { Settings.read(from: $0) } ?? Settings()
    warnings += environment.remarks
    if environment["REDUCED_MOTION"] != nil { allowsMotion = false }
  }

  private mutating func take(_ value: YAMLValue, _ path: String) {
    guard let entries = value.map else {
      return warn(path, value.line, "expected settings such as ‘color: never’.")
    }
    for entry in entries {
      guard let setting = Self.all.first(where: { $0.name == entry.key }) else {
        let near =
          nearest(to: entry.key, among: Self.all.map(\.name)).map { "; did you mean ‘\($0)’?" }
          ?? "."
        warn(path, entry.line, "there is no setting ‘\(entry.key)’\(near)")
        continue
      }
      if !setting.set(&self, entry.value.text ?? "") {
        let choices = setting.choices.joined(separator: ", ")
        warn(path, entry.line, "‘\(entry.key)’ takes one of: \(choices).")
      }
    }
  }

  private mutating func warn(_ path: String, _ line: Int?, _ sentence: String) {
    let place = line.map { "\(path):\($0)" } ?? path
    warnings.append("\(place): \(sentence) The default is used.")
  }
}

extension Settings {
  /// One line of the file; the manual and `blockwalk config` list the same.
  public struct Setting: Sendable {
    public let name: String
    public let words: String
    public let choices: [String]
    let get: @Sendable (Settings) -> String
    /// False for a word that is no choice.
    let set: @Sendable (inout Settings, String) -> Bool
  }

  public static let all: [Setting] = [
    Setting(
      name: "color", words: "when colours are used; NO_COLOR and CLICOLOR count for auto",
      choices: ColorPreference.allCases.map(\.rawValue), get: { $0.color.rawValue },
      set: { settings, word in assign(ColorPreference(rawValue: word), to: &settings.color) }),
    Setting(
      name: "background", words: "the colour behind the text; auto asks the terminal",
      choices: BackgroundChoice.allCases.map(\.rawValue), get: { $0.background.rawValue },
      set: { settings, word in assign(BackgroundChoice(rawValue: word), to: &settings.background) }),
    Setting(
      name: "glyphs", words: "narrow where lines and blocks are drawn two cells wide",
      choices: GlyphPreference.allCases.map(\.rawValue), get: { $0.glyphs.rawValue },
      set: { settings, word in assign(GlyphPreference(rawValue: word), to: &settings.glyphs) }),
    Setting(
      name: "sync", words: "whether a frame is shown only when it is whole; auto: large ones",
      choices: BracketPreference.allCases.map(\.rawValue), get: { $0.sync.rawValue },
      set: { settings, word in assign(BracketPreference(rawValue: word), to: &settings.sync) }),
    Setting(
      name: "motion", words: "whether steps may play by themselves",
      choices: ["true", "false"], get: { "\($0.allowsMotion)" },
      set: { settings, word in assign(Bool(word), to: &settings.allowsMotion) }),
    Setting(
      name: "mouse", words: "whether the mouse is on at the start; m turns it",
      choices: ["true", "false"], get: { "\($0.mouse)" },
      set: { settings, word in assign(Bool(word), to: &settings.mouse) }),
  ]

  private static func assign<Value>(_ value: Value?, to place: inout Value) -> Bool {
    guard let value else { return false }
    place = value
    return true
  }

  /// The settings as a file, each explained.
  public var text: String {
    Self.all.map { setting in
      "# \(setting.words)\n# \(setting.choices.joined(separator: ", "))\n"
        + "\(setting.name): \(setting.get(self))\n"
    }.joined(separator: "\n")
  }
}
