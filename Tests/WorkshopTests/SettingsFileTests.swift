import FileSystem
import Testing

@testable import Workshop

/// The settings as they are read and written.
@Suite struct SettingsFileTests {
  private let household: Household

  init() throws { household = try Household() }

  private func settings(_ text: String) throws -> Settings {
    try Files.write(Array(text.utf8), to: household.path + "/config.yaml")
    return Settings.read(from: household.path + "/config.yaml")
  }

  @Test(arguments: Settings.all.flatMap { setting in setting.choices.map { (setting.name, $0) } })
  func `each choice of each setting is read, and written again`(name: String, choice: String) throws
  {
    let setting = try #require(Settings.all.first { $0.name == name })
    let read = try settings("\(name): \(choice)\n")
    #expect(setting.get(read) == choice && read.warnings.isEmpty)
    let again = try settings(read.text)
    #expect(setting.get(again) == choice && again.text == read.text && again.warnings.isEmpty)
  }

  @Test func `a fault costs one setting and says where it is`() throws {
    let read = try settings("color: never\nmouse: perhaps\nglyhps: ascii\n")
    #expect(read.text.contains("color: never") && !read.mouse)
    #expect(read.warnings.count == 2)
    #expect(read.warnings[0].contains("config.yaml:2: ‘mouse’ takes one of: true, false."))
    #expect(read.warnings[1].contains("config.yaml:3: there is no setting ‘glyhps’"))
    #expect(read.warnings[1].contains("did you mean ‘glyphs’?"))
  }

  @Test func `without a file the settings are those of the standard`() {
    #expect(Settings.read(from: household.path + "/none.yaml").text == Settings().text)
  }
}
