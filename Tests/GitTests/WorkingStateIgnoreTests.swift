import Git
import GitValues
import Testing

/// Ignore rules are compared with git's on made-up folders full of files.
@Suite struct WorkingStateIgnoreTests {
  @Test func `Rules of all kinds and places decide as git's do`() throws {
    let repository = try TemporaryRepository([".gitignore": "*.o\n/build/\n!keep.o\nlogs/**\n!logs/x.txt\n"])
    try repository.write(
      "sub/.gitignore", "!*.o\n/only-here\n*.tmp  \nspace\\ \n# comment\n\\#hash\n\\!bang\n")
    try repository.write("deep/a/.gitignore", "\u{FEFF}bom\r\n[a-c]?[!x]\nfoo/**/bar\n**/baz\nx/y/\n")
    try repository.git("config", "core.excludesFile", repository.folder + "/global")
    try repository.write("global", "*.swp\n*.o\n", in: repository.folder)
    try repository.write(".git/info/exclude", "!never.swp\nsecret\n")
    for name in [
      "x.o", "keep.o", "build/x", "src/build/x", "logs/a/b", "logs/x.txt", "sub/x.o", "sub/only-here",
      "sub/d/only-here",
      "sub/x.tmp", "sub/space ", "sub/#hash", "sub/!bang", "deep/a/bom", "deep/a/abz", "deep/a/abx",
      "deep/a/foo/bar",
      "deep/a/foo/1/2/bar", "deep/a/q/baz", "deep/a/x/y/z", "deep/a/w/x/y/z", "a.swp", "never.swp", "secret",
      "d/secret",
    ] { try repository.write(name, "") }
    try expectAsGit(repository)
  }

  @Test func `A tracked file in an ignored folder stays tracked, its neighbours are ignored`() throws {
    let repository = try TemporaryRepository(["out/kept": "1\n"])
    try repository.write(".gitignore", "out/\n!out/new\n")
    try repository.write("out/new", "2\n")
    try repository.write("out/kept", "changed\n")
    try expectAsGit(repository)
    let opened = try repository.open()
    #expect(try opened.workingState(untracked: true, into: opened.objects).modified == ["out/kept"])
  }

  @Test("Made-up patterns decide as git's do", arguments: 1...12)
  func madeUp(_ seed: UInt64) throws {
    var random = SmallRandom(seed)
    let repository = try TemporaryRepository()
    for _ in 0..<40 { try fill(random.path(), "", in: repository) }
    for folder in ["", "a/", "a/b/", "b/"] where random.next() % 3 != 0 {
      let lines = (0..<6).map { _ in random.pattern() }
      try fill(folder + ".gitignore", lines.joined(separator: "\n") + "\n", in: repository)
    }
    try expectAsGit(repository)
  }

  /// Writes a file unless one of its folders is a file, or it is a folder.
  private func fill(_ name: String, _ text: String, in repository: TemporaryRepository) throws {
    let file = repository.path + "/" + name
    try repository.makeFolders(above: file)
    _ = writeFile(file, Array(text.utf8))
  }

  private func expectAsGit(_ repository: TemporaryRepository) throws {
    let opened = try repository.open()
    let found = try opened.workingState(untracked: true, into: opened.objects).untracked.map(\.text)
    let expected = try repository.items("ls-files", "-z", "--others", "--exclude-standard").sorted {
      Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
    }
    #expect(found == expected)
  }
}

/// Random names and patterns that often meet one another, the same for the same seed.
struct SmallRandom: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  mutating func name() -> String {
    let letters = ["a", "b", "c", "ab", "ba", "abc", "a.c", "b.a", "c-b", "aab"]
    return letters[Int(next() % UInt64(letters.count))]
  }

  mutating func path() -> String { (0...Int(next() % 4)).map { _ in name() }.joined(separator: "/") }

  mutating func pattern() -> String {
    let parts = [
      "a", "b", "c", "*", "?", "**", "/", "[ab]", "[!a]", "[a-b]*", "\\a", ".", "**/", "/**", "/**/",
      "[[:alpha:]]",
    ]
    let count = 1 + Int(next() % 4)
    let body = (0..<count).map { _ in parts[Int(next() % UInt64(parts.count))] }.joined()
    return (next() % 4 == 0 ? "!" : "") + (next() % 4 == 0 ? "/" : "") + body + (next() % 4 == 0 ? "/" : "")
  }
}
