import Lessons

/// What a lesson file and its pack may hold.
enum LessonReference {
  static var entries: [ReferenceEntry] {
    [
      ReferenceEntry(
        "front matter",
        [
          ("required", FrontMatter.required.joined(separator: ", ")),
          ("optional", FrontMatter.optional.joined(separator: ", ")),
        ]),
      ReferenceEntry("fences", [("alive", Lesson.fences.joined(separator: ", "))]),
      ReferenceEntry(
        "show",
        [
          ("directives", Directive.keywords.joined(separator: ", ")),
          ("after a block", Directive.options.joined(separator: ", ")),
        ], example: "step conv 3x3 1 stride: 2 on 7x7x1 seed 7 at backward conv1"),
      ReferenceEntry(Pack.file, [("optional", Pack.keys.joined(separator: ", "))]),
      ReferenceEntry(
        "a whole lesson", [("written by", "blockwalk lesson new TITLE")]),
    ]
  }
}
