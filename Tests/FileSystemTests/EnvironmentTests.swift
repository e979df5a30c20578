import FileSystem
import Testing

/// The folders of the user, by the XDG Base Directory Specification.
@Suite struct EnvironmentTests {
  private func folder(
    _ variables: [String: String], for purpose: Environment.Purpose = .state
  ) -> UserFolder {
    Environment(variables).folder(for: purpose)
  }

  @Test func `a variable wins over the home folder`() {
    #expect(
      folder(["XDG_STATE_HOME": "/state", "HOME": "/home/a"])
        == UserFolder(path: "/state/blockwalk", remark: nil))
    for (purpose, path) in [
      (Environment.Purpose.settings, "/home/a/.config/blockwalk"),
      (.data, "/home/a/.local/share/blockwalk"), (.state, "/home/a/.local/state/blockwalk"),
    ] {
      #expect(folder(["HOME": "/home/a"], for: purpose) == UserFolder(path: path, remark: nil))
    }
  }

  @Test func `an empty variable counts as not set`() {
    #expect(
      folder(["XDG_STATE_HOME": "", "HOME": "/home/a"]).path == "/home/a/.local/state/blockwalk")
  }

  @Test func `a relative path is passed over and said`() {
    #expect(
      folder(["XDG_STATE_HOME": "rel", "HOME": "/home/a"])
        == UserFolder(
          path: "/home/a/.local/state/blockwalk",
          remark: "XDG_STATE_HOME is ‘rel’, which is not an absolute path; "
            + "/home/a/.local/state is used instead."))
  }

  @Test func `without a home there is no folder, and a sentence why`() {
    #expect(
      folder([:])
        == UserFolder(
          path: nil, remark: "HOME is not set, so there is no folder for the files of the user."))
    #expect(
      folder(["HOME": "rel/\u{1B}"])
        == UserFolder(
          path: nil,
          remark: "HOME is ‘rel/�’, which is not an absolute path, so there is no folder for the "
            + "files of the user."))
    #expect(folder(["HOME": "rel", "XDG_STATE_HOME": "/state"]).path == "/state/blockwalk")
  }

  @Test func `what is said of variables is said once, and nothing where they are as usual`() {
    #expect(Environment([:]).remarks.isEmpty && Environment(["HOME": "/home/a"]).remarks.isEmpty)
    #expect(Environment(["HOME": "rel"]).remarks.count == 1)
    let remarks = Environment([
      "HOME": "/home/a", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "./state",
    ]).remarks
    #expect(remarks.count == 2 && remarks[0].hasPrefix("XDG_DATA_HOME is ‘data’"))
  }
}
