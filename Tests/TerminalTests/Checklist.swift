import Foundation
import Testing

/// What a good citizen of the terminal does, point by point, and the tests that show each.
///
/// The tests are named as they are written, backticks left out; one test holds that all of them
/// exist. The few points that no test can show say why.
struct Checklist {
  struct Point {
    let number: Int
    let words: String
    let tests: [String]
    /// Why no test shows it.
    let reason: String?

    init(_ number: Int, _ words: String, _ tests: String..., why reason: String? = nil) {
      (self.number, self.words, self.tests, self.reason) = (number, words, tests, reason)
    }
  }

  static let points =
    commandLine + leaving + sizes + keys + colors + speed + access

  /// Command line and files.
  static let commandLine = [
    Point(
      1, "--version, -V and --help go to standard output and end with 0",
      "the version and the help go to standard output"),
    Point(
      2, "a wrong option is told on standard error, with a hint and exit code 64",
      "a wrong option is refused with exit code 64 and nothing on standard output"),
    Point(
      3, "completions pass their shell's check; the manual lists what the program knows",
      "completions come out and the shell accepts them",
      "the page is as it is kept",
      "every key is there with what it does", "files, settings and exit statuses are there",
      "every variable that the sources look at is there"),
    Point(
      4, "without a terminal no escape on any stream, one sentence, exit code 2",
      "without a terminal at both ends there is no escape and exit code 2",
      "without a terminal there is one sentence on standard error",
      "without a terminal a place is printed line by line"),
    Point(5, "the end of the terminal ends the program", "a window that closes ends it"),
    Point(
      6, "settings and progress lie where XDG says; faults are told after the screen is left",
      "the file is obeyed, the option beats it",
      "a fault is told with its line once the screen is left",
      "a file that cannot be read is told and costs nothing else",
      "a folder that is no absolute path is passed over",
      "killed at random moments it loses no answer that it graded"),
    Point(
      7, "without a home, and where nothing can be written, it runs", "without a home it runs",
      "nothing can be written and all runs"),
  ]

  /// The terminal is left as it was found.
  static let leaving = [
    Point(8, "q at the top: exit code 0", "q on Home leaves with exit code 0"),
    Point(9, "Ctrl-C dies by SIGINT", "Ctrl-C ends it by the signal"),
    Point(
      10, "TERM, HUP, QUIT: death by that signal",
      "a signal restores the terminal and stays the cause of death"),
    Point(
      11, "SEGV, ILL, TRAP, FPE, ABRT, BUS, SYS from outside: restored, death by that signal",
      "a signal restores the terminal and stays the cause of death"),
    Point(
      12, "a trap and a stack overflow, on any thread: restored, with a readable word",
      "a fault of the program restores the terminal, says so and stays the cause of death"),
    Point(
      13, "signals ignored at the start stay ignored",
      "a signal ignored at the start stays ignored"),
    Point(
      14, "all of it also when started with every signal blocked",
      "a signal restores the terminal and stays the cause of death"),
    Point(
      15, "Ctrl-Z and kill -TSTP stop it, restored; fg brings the same screen",
      "Ctrl-Z gives the terminal back, and fg the same screen in the new size"),
    Point(
      16, "resized while stopped: the new size after fg",
      "Ctrl-Z gives the terminal back, and fg the same screen in the new size"),
    Point(17, "a closed terminal ends it", "a window that closes ends it"),
    Point(
      18, "nothing of ours stays on the main screen",
      "the main screen keeps nothing of the program"),
  ]

  static let sizes = [
    Point(
      19, "every size from 1×1 to 250×80 is drawn within its bounds",
      "a view keeps to its screen, its characters and its footer at every size",
      "below the least size every screen says what is needed and what there is",
      "no size and no key traps", "no size upsets it"),
    Point(
      20, "below the least size a message; q and Ctrl-C work; growing brings the same back",
      "a terminal that is too small is told so, and what was there comes back",
      "what is too small to be seen does not change, and q leaves"),
    Point(
      21, "of a hundred sizes the last wins, one frame each 16 ms at most",
      "of a hundred sizes the last one wins, and no more are drawn than can be seen"),
    Point(22, "LINES and COLUMNS do not break a resize", "a new size is filled"),
  ]

  static let keys = [
    Point(
      23, "arrows and hjkl, g and Home, G and End, PgUp and Ctrl-U, PgDn and Ctrl-D are the same",
      "a key of the keypad and a letter do the same",
      "letters that other programs kill or delete with only move here"),
    Point(
      24, "? opens the help in every view; it is filtered at once, does a line, closes",
      "the help opens over every view, is filtered at once, does a line and closes"),
    Point(
      25, "every key is in the help and has one meaning; every footer says how to leave",
      "no key has two meanings and every command has a key",
      "a view keeps to its screen, its characters and its footer at every size"),
    Point(
      26, "Esc never quits and acts at once; an arrow may come in pieces",
      "whatever is open, Esc never quits and q or Esc leads home", "Esc acts at once",
      "the bytes of an arrow may come apart"),
    Point(
      27, "unknown keys, pastes, bad UTF-8 and reports of a mouse change nothing",
      "keys without a meaning send nothing"),
    Point(
      28, "Ctrl-L repaints over what another program wrote",
      "Ctrl-L puts right what another program has written over"),
    Point(29, "in a field of text letters are text", "letters of a search are no commands"),
    Point(
      30, "no function key is the only way to anything",
      why: "`Key` has no function keys: there is nothing that one could be bound to"),
    Point(
      31, "while the mouse is off it is never mentioned; on, it clicks and scrolls",
      "without being asked for, the mouse is never mentioned",
      "clicks and the wheel arrive while it is on", "a signal switches it off"),
  ]

  static let colors = [
    Point(
      32, "NO_COLOR takes every colour and leaves bold; empty it takes none",
      "NO_COLOR leaves bold and takes every colour",
      "without colour bold, underline and reverse remain and nothing else does"),
    Point(
      33, "the option, NO_COLOR, CLICOLOR_FORCE, CLICOLOR, the terminal: in this order",
      "the option beats the environment and that beats terminfo"),
    Point(
      34, "every TERM starts or is refused in a line, and is sent no colour that it lacks",
      "no terminal is sent a colour that it does not have",
      "a terminal that cannot be drawn on is refused with a sentence"),
    Point(
      35, "text stands on the terminal's own background, in its own colour",
      "text stands on the terminal's own background"),
    Point(
      36, "the C locale and --ascii: bytes below 128, the layout the same",
      "a locale without UTF-8 gets bytes below 128 only",
      "a view looks as recorded at four sizes, without colour and in ASCII"),
    Point(
      37, "LC_ALL, LC_CTYPE and LANG each alone switch UTF-8 on",
      "each of the three variables of the locale switches UTF-8 on by itself"),
    Point(
      38, "every glyph is one cell to the C library; narrow has none of ambiguous width",
      "what counts as printable is one cell wide to the C library",
      "narrow characters are asked for by the settings",
      "a view keeps to its screen, its characters and its footer at every size"),
    Point(
      39, "the accents have a contrast of 4.5:1 on black and on white",
      "accents read on the backgrounds that they are for"),
    Point(
      40, "colours of numbers, ordered in lightness, apart for every eye",
      "lightness goes one way from zero for every eye",
      "signs stay apart for every eye"),
    Point(41, "exact zero and nothing else is in the centre", "only exact zero has bin 0"),
    Point(
      42, "NaN, infinities, a limit of 0",
      "infinities have the end bin and NaN a shade of its own", "no limit traps",
      "NaN and the infinities keep their marks in every form that has characters"),
    Point(
      43, "the legend's swatches are the mapping of its numbers",
      "the legend draws its swatches with the scale's own bins"),
    Point(
      44, "the same value has the same colour in panels that are compared",
      "the limit is the largest finite magnitude of all that is compared",
      "what a locked scale cannot show is counted"),
    Point(
      45, "with 16, 8 or no colours the order is kept",
      "the largest step is at most one and a half times the smallest", "tenths never reach ten"),
  ]

  static let speed = [
    Point(
      46, "first frame, key and heatmap within their limits",
      why: "a time on a machine that does other things too shows nothing; it is measured by hand"),
    Point(47, "a key that changes nothing sends nothing", "keys without a meaning send nothing"),
    Point(48, "idle, nothing wakes it", "idle, nothing but an event wakes it"),
    Point(
      49, "held keys are all heard, without a backlog of frames",
      "keys that come at once are all heard, and not each is drawn"),
    Point(
      50, "during a long computation keys are answered and Ctrl-C ends it",
      "a long computation keeps no key waiting, and Esc ends it",
      "Ctrl-C ends a long computation with the program"),
    Point(
      51, "with sync on a frame is one bracket, and it is never left on",
      "with sync on, a frame and nothing else is one bracket",
      "large frames are bracketed by themselves, small ones are not",
      "where it is unwanted or unknown it is never mentioned", "no signal leaves it on"),
  ]

  static let access = [
    Point(
      52, "--plain: lesson, steps and quiz by lines alone",
      "without a terminal a place is printed line by line",
      "without room to write the quiz goes on and says so"),
    Point(
      53, "without motion no timer is set", "without motion no player is started",
      "the clock of the exam ticks, but not without motion"),
    Point(
      54, "the cursor stands on what is in focus",
      "a key moves the focus and the cursor with it",
      "a view keeps to its screen, its characters and its footer at every size"),
    Point(55, "no two states differ by colour alone", "no two states differ by colour alone"),
  ]
}

struct ChecklistTests {
  @Test func `each of the 55 points has a test that exists, or says why not`() throws {
    #expect(Checklist.points.map(\.number) == Array(1...55))
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "..")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var sources = ""
    for case let file as URL in try #require(files) where file.pathExtension == "swift" {
      sources += try String(contentsOf: file, encoding: .utf8)
    }
    for point in Checklist.points {
      #expect(point.tests.isEmpty == (point.reason != nil), "\(point.number)")
      for test in point.tests {
        #expect(sources.contains("func `\(test)`("), "\(point.number): \(test)")
      }
    }
  }
}
