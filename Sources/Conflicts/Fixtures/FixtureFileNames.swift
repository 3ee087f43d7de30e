import GitValues

/// Which files are data that tests read, and which files are tests, by their names.
enum FixtureFileNames {
  /// Folders whose files are data of tests; a name with a slash is that many folders in a row.
  static let folders: [GitPath] = [
    "fixtures", "__fixtures__", "testdata", "test_data", "test-data", "tests/data", "test/data",
    "tests/resources",
    "test/resources",
  ]
  /// Folders whose files are tests.
  private static let testFolders: Set<String> = [
    "test", "tests", "__tests__", "spec", "specs", "testing", "e2e", "Tests",
  ]
  /// Endings of files that are no data: code is used by importing it, prose by nobody.
  private static let otherEndings: Set<String> = [
    "py", "pyi", "js", "jsx", "mjs", "cjs", "ts", "tsx", "go", "rs", "swift", "java", "kt", "c", "h", "cc",
    "cpp",
    "hpp", "cs", "rb", "php", "sh", "md", "rst", "snap",
  ]

  /// The folder of test data that a path lies in, the outermost; nil if the path is none of its data files.
  static func folder(of path: GitPath) -> GitPath? {
    let name = String(decoding: path.name, as: UTF8.self)
    if name.hasPrefix(".") || otherEndings.contains(ending(of: name)) { return nil }
    if path.components.contains(where: { $0.elementsEqual("__snapshots__".utf8) }) { return nil }
    return path.ancestors.last { folder in
      folders.contains { folder == $0 || folder.bytes.hasSuffix([GitPath.separator] + $0.bytes) }
    }
  }

  /// Whether a path is a test, or something that stands among tests.
  static func isTest(_ path: GitPath) -> Bool {
    let parts = path.components.map { String(decoding: $0, as: UTF8.self) }
    guard let name = parts.last else { return false }
    if parts.dropLast().contains(where: testFolders.contains) { return true }
    let stem = name.prefix { $0 != "." }
    return stem.hasPrefix("test_") || ["_test", "_spec", "Test", "Tests"].contains { stem.hasSuffix($0) }
      || name.contains(".test.") || name.contains(".spec.") || name == "conftest.py"
  }

  /// Whether nothing goes wrong where a file names another that is not there.
  static func isProse(_ path: GitPath) -> Bool {
    ["md", "rst"].contains(ending(of: String(decoding: path.name, as: UTF8.self)))
  }

  /// The name up to its first dot, and the rest with the dot.
  static func split(_ name: ArraySlice<UInt8>) -> (stem: [UInt8], rest: [UInt8]) {
    let cut = name.dropFirst().firstIndex(of: UInt8(ascii: ".")) ?? name.endIndex
    return (Array(name[..<cut]), Array(name[cut...]))
  }

  private static func ending(of name: String) -> String {
    name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? ""
  }
}

extension GitPath {
  static let separator = UInt8(ascii: "/")
}

extension [UInt8] {
  /// Whether these bytes end in others.
  func hasSuffix(_ end: [UInt8]) -> Bool {
    count >= end.count && self[(count - end.count)...].elementsEqual(end)
  }
}
