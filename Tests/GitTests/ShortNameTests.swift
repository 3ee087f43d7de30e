import Git
import GitValues
import Testing

/// Ids are shortened as git shortens them.
@Suite struct ShortNameTests {
  /// Makes objects by the hundred, all in one pack.
  private func fill(_ repository: TemporaryRepository, commits: Int = 0, blobs: Int = 0) throws {
    let script = """
      awk -v commits=\(commits) -v blobs=\(blobs) 'BEGIN {
        for (i = 0; i < blobs; i++) printf "blob\\ndata %d\\n%s\\n", length(i), i
        for (i = 0; i < commits; i++)
          printf "commit refs/heads/main\\ncommitter A <a@b> %d +0000\\ndata 1\\nx\\n", 1700000000 + i
      }' | git -c fastimport.unpackLimit=0 fast-import --quiet --force
      """
    let result = try Command.run(["sh", "-c", script], in: repository.path)
    try #require(result.status == 0, "\(result.text)")
  }

  private func expectAsGit(_ repository: TemporaryRepository, _ count: Int) throws {
    let opened = try repository.open()
    let lines = try repository.git("log", "-\(count)", "--format=%H %h", "main").split(separator: "\n")
    #expect(lines.count == count)
    for line in lines {
      let words = line.split(separator: " ")
      #expect(try opened.shortName(of: #require(ObjectID(hex: words[0]))) == words[1])
    }
  }

  @Test func `A short name is unique among all objects`() throws {
    let repository = try TemporaryRepository()
    try fill(repository, commits: 900)
    try expectAsGit(repository, 20)
    try repository.git("config", "core.abbrev", "4")
    try expectAsGit(repository, 900)
    let lengths = try Set(repository.git("log", "--format=%h").split(separator: "\n").map(\.count))
    #expect(lengths.count > 1)
  }

  @Test("The setting decides how long it is at least", arguments: ["auto", "7", "12", "40", "no", "off"])
  func setting(_ value: String) throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    try repository.git("config", "core.abbrev", value)
    let id = try repository.id("HEAD")
    #expect(try repository.open().shortName(of: id) == repository.git("rev-parse", "--short", "HEAD"))
  }

  @Test("Large repositories have longer names", arguments: [16_380, 16_400])
  func large(_ count: Int) throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    try fill(repository, blobs: count)
    try repository.git("update-ref", "refs/heads/main", "HEAD")
    try expectAsGit(repository, 1)
  }

  @Test func `An object that is not on disk has a name of seven digits`() throws {
    let opened = try TemporaryRepository().open()
    let id = try opened.objects.add(.blob, [1, 2, 3])
    #expect(try opened.shortName(of: id) == String(id.hex.prefix(7)))
  }
}
