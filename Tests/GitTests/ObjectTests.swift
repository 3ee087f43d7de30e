import Git
import GitValues
import TestSupport
import Testing

/// Ids and the objects that they name.
@Suite struct ObjectTests {
  init() { Isolation.begin }

  @Test func `An id is read from forty digits and nothing else`() throws {
    let text = "0123456789abcdef0123456789abcdef01234567"
    let id = try #require(ObjectID(hex: text))
    #expect(id.hex == text && id.description == text && id.short == "0123456789")
    #expect(ObjectID(hex: text.uppercased()) == id)
    #expect(ObjectID(hex: text.prefix(40)) == id)
    for wrong in [
      "", String(text.dropLast()), text + "0", text.dropLast() + "g", text.dropLast(2) + "\u{e9}",
    ] {
      #expect(ObjectID(hex: wrong) == nil, "\(wrong)")
    }
    #expect(ObjectID.zero.hex == String(repeating: "0", count: 40))
  }

  @Test func `Bytes go in and out unchanged, from any place`() {
    let bytes = (0..<30).map { UInt8($0 * 8 + 7) }
    #expect(ObjectID(bytes, at: 10).bytes == Array(bytes[10..<30]))
    #expect(ObjectID(bytes).bytes == Array(bytes[..<20]))
    #expect(ObjectID(bytes) != ObjectID(bytes, at: 1))
  }

  @Test func `Ids are ordered as their bytes are`() {
    var ids: [ObjectID] = []
    for place in 0..<20 {
      for value in [0x01, 0x7f, 0x80, 0xff] as [UInt8] {
        var bytes = [UInt8](repeating: 0x40, count: 20)
        bytes[place] = value
        ids.append(ObjectID(bytes))
      }
    }
    #expect(ids.sorted() == ids.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) })
    #expect(ids.sorted().map(\.hex) == ids.map(\.hex).sorted())
    #expect(Set(ids).count == ids.count)
  }

  @Test func `The id of bytes is that of git hash-object`() throws {
    let repository = try TemporaryRepository()
    let contents: [[UInt8]] = [
      [], [0], Array("a\n".utf8), [0xff, 0, 0x0d, 0x0a], [UInt8](repeating: 65, count: 100_000),
    ]
    var command = ["git", "hash-object", "--no-filters"]
    for (number, bytes) in contents.enumerated() {
      command.append("\(repository.folder)/\(number)")
      try #require(writeFile(command[command.count - 1], bytes))
    }
    let expected = try Command.run(command, in: repository.path).text
    #expect(try contents.map { try ObjectStore.id(of: .blob, $0).hex }.joined(separator: "\n") == expected)
    #expect(try ObjectStore.id(of: .tree, []) == .emptyTree)
  }

  @Test func `Every kind of object is read as it is`() throws {
    let repository = try TemporaryRepository(["a/b": "text\n", "empty": ""])
    try repository.git("tag", "-m", "tag", "v1")
    let objects = try repository.open().objects
    let kinds: [(String, ObjectType, String)] = [
      ("HEAD", .commit, "commit"), ("HEAD^{tree}", .tree, "tree"), ("HEAD:a/b", .blob, "blob"),
      ("HEAD:empty", .blob, "blob"), ("v1", .tag, "tag"),
    ]
    for (name, type, word) in kinds {
      let id = try repository.id(name)
      let object = try objects.read(id)
      #expect(object.type == type)
      #expect(try object.bytes == Command.run(["git", "cat-file", word, name], in: repository.path).output)
      #expect(try ObjectStore.id(of: type, object.bytes) == id)
      #expect(try objects.size(id) == object.bytes.count)
      #expect(objects.contains(id))
    }
  }

  @Test func `A missing object is an error of its own`() throws {
    let opened = try TemporaryRepository().open()
    let id = MadeTree.id(1)
    #expect(!opened.objects.contains(id))
    let reads: [() throws -> Void] = [
      { _ = try opened.objects.read(id) }, { _ = try opened.objects.size(id) },
      { _ = try opened.objects.blob(id) }, { _ = try opened.objects.tree(id) },
      { _ = try opened.graph.commit(id) }, { _ = try opened.objects.changes(from: nil, to: id) },
    ]
    for read in reads {
      let error = #expect(throws: GitError.self) { try read() }
      #expect(error?.code == .missingObject && error?.message.contains(id.hex) == true && error?.hint != nil)
    }
  }

  @Test func `An object of another type is not taken for what was asked`() throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    let opened = try repository.open()
    let (commit, blob) = (try repository.id("HEAD"), try repository.id("HEAD:a"))
    let reads: [() throws -> Void] = [
      { _ = try opened.objects.blob(commit) }, { _ = try opened.objects.tree(blob) },
      { _ = try opened.graph.commit(blob) },
    ]
    for read in reads { #expect(throws: GitError.self) { try read() }.map { #expect($0.code == .corrupt) } }
  }

  @Test func `A tree that ends too early is damaged wherever it ends`() throws {
    let objects = try TemporaryRepository().open().objects
    let one = Array("100644 a\0".utf8) + MadeTree.id(1).bytes
    let whole = one + Array("40000 folder\0".utf8) + MadeTree.id(2).bytes
    for count in 1...whole.count {
      let id = try objects.add(.tree, Array(whole[..<count]))
      if count == one.count || count == whole.count {
        #expect(try objects.tree(id).count == (count == one.count ? 1 : 2))
      } else {
        let error = #expect(throws: GitError.self, "\(count) bytes") { try objects.tree(id) }
        #expect(error?.code == .corrupt)
      }
    }
  }

  @Test("A tree that git cannot read is damaged", arguments: ["", "10x644", "100648", "-100644"])
  func damaged(_ mode: String) throws {
    let repository = try TemporaryRepository()
    let bytes = Array("\(mode) a\0".utf8) + MadeTree.id(1).bytes
    let file = repository.folder + "/tree"
    try #require(writeFile(file, bytes))
    let id = try repository.git("hash-object", "-t", "tree", "-w", "--literally", file)
    #expect(try repository.status(of: "ls-tree", id) != 0)
    let objects = try repository.open().objects
    let tree = try #require(ObjectID(hex: id))
    let error = #expect(throws: GitError.self) { try objects.tree(tree) }
    #expect(error?.code == .corrupt)
  }
}
