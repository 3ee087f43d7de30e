import Foundation
import Testing

/// The rules of `CONTRIBUTING.md` that the compiler does not know.
@Suite("Architecture")
struct ArchitectureTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Module → what its files may import, besides the C library that is found under several names.
  private static let allowed: [String: Set<String>] = [
    "GitValues": [],
    "Git": ["Clibgit2", "GitValues", "Dispatch", "Synchronization"],
    "Outlines": [],
    "Merging": ["Outlines"],
    "Conflicts": ["GitValues", "Merging", "Outlines"],
    "FanIn": ["Git", "GitValues", "Conflicts", "Merging", "Outlines", "Synchronization"],
    "git-fanin": ["FanIn", "Git", "GitValues", "Conflicts", "Merging", "Synchronization"],
  ]
  private static let systemModules: Set<String> = ["Glibc", "Musl", "Darwin"]
  /// The modules that may call the system.
  private static let callsSystem: Set<String> = ["Git", "FanIn", "git-fanin"]

  struct SourceFile: CustomTestStringConvertible, Sendable {
    let module: String
    let name: String
    let text: String
    var testDescription: String { "\(module)/\(name)" }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  }

  private static func files(in module: String) throws -> [SourceFile] {
    let folder = root.appendingPathComponent("Sources/\(module)")
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let urls = (found?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
    #expect(!urls.isEmpty, "no sources in \(folder.path)")
    return try urls.map { url in
      SourceFile(
        module: module, name: String(url.path.dropFirst(folder.path.count + 1)),
        text: try String(contentsOf: url, encoding: .utf8))
    }
  }

  private static func imports(of file: SourceFile) -> [String] {
    file.lines.compactMap { line in
      let words = line.split(separator: " ")
      guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
        words[..<index].allSatisfy({
          ["public", "internal", "package", "private", "@preconcurrency"].contains($0)
        })
      else { return nil }
      return String(words[index + 1])
    }
  }

  @Test("A module imports only what lies below it", arguments: allowed.keys.sorted())
  func importsPointDownwards(module: String) throws {
    let allowed = Self.allowed[module] ?? []
    for file in try Self.files(in: module) {
      for name in Self.imports(of: file) where !allowed.contains(name) {
        let isSystem = Self.systemModules.contains(name) && Self.callsSystem.contains(module)
        #expect(isSystem, "\(file.testDescription) imports \(name)")
      }
    }
  }

  @Test(
    "Only the module Git names libgit2's functions and uses unsafe pointers to them",
    arguments: allowed.keys.sorted())
  func onlyGitCallsLibgit2(module: String) throws {
    for file in try Self.files(in: module) where module != "Git" {
      #expect(!file.text.contains("Clibgit2"), "\(file.testDescription)")
      #expect(!file.text.contains("OpaquePointer"), "\(file.testDescription)")
    }
  }

  @Test("Only the executable prints or ends the process", arguments: allowed.keys.sorted())
  func onlyTheExecutablePrints(module: String) throws {
    for file in try Self.files(in: module) where module != "git-fanin" {
      for (number, line) in file.lines.enumerated() {
        let code = line.prefix { $0 != "/" }
        let isPrinting = code.contains("print(") || code.contains("exit(")
        #expect(!isPrinting, "\(file.testDescription):\(number + 1)")
      }
    }
  }

  @Test("Only FanIn starts processes", arguments: allowed.keys.sorted())
  func onlyFanInStartsProcesses(module: String) throws {
    for file in try Self.files(in: module) where module != "FanIn" {
      for word in ["posix_spawn", "execv", "fork()", "popen", "system("] {
        #expect(!file.text.contains(word), "\(file.testDescription) uses \(word)")
      }
    }
  }

  @Test("Nothing is forced, unchecked or left for later", arguments: allowed.keys.sorted())
  func nothingIsForced(module: String) throws {
    let words = [
      "try!", "as!", "@unchecked Sendable", "nonisolated(unsafe)", "fatalError(", "TO" + "DO", "FIX" + "ME",
    ]
    for file in try Self.files(in: module) {
      for word in words { #expect(!file.text.contains(word), "\(file.testDescription) has \(word)") }
    }
  }

  @Test("No file is longer than 400 lines", arguments: allowed.keys.sorted())
  func filesAreShort(module: String) throws {
    for file in try Self.files(in: module) {
      #expect(file.lines.count <= 400, "\(file.testDescription) has \(file.lines.count) lines")
    }
  }
}
