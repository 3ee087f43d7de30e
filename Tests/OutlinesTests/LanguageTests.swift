import Outlines
import Testing

@Suite("The language of a file")
struct LanguageTests {
  @Test(
    "Names and extensions say the language",
    arguments: [
      ("a/b.py", Language.python), ("x.PYI", .python), ("a.test.tsx", .tsx), ("a.mts", .typescript),
      ("lib.rs", .rust), ("Gemfile", .ruby), ("deep/Rakefile", .ruby), ("x.gemspec", .ruby), ("a.h", .c),
      ("a.hpp", .cpp), ("Dockerfile", .instructions), ("Dockerfile.dev", .instructions),
      (".gitignore", .lineList),
      ("requirements-dev.txt", .lineList), ("CODEOWNERS", .lineList), ("CHANGELOG", .markdown),
      ("a.yml", .yaml),
      ("Cargo.lock", .toml), (".env.local", .properties), ("setup.cfg", .ini), ("x.csproj", .xml),
      ("package.json", .json), ("build.gradle.kts", .kotlin),
    ])
  func known(path: String, language: Language) {
    #expect(Language(path: path.utf8) == language)
  }

  @Test("Other files have none", arguments: ["", "a", "a.bin", "py", "a.py/", "notes.txt", ".", "..."])
  func unknown(path: String) {
    #expect(Language(path: path.utf8) == nil)
  }
}
