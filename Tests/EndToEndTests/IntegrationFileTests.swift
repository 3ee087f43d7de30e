import Testing

/// Files in which every lane registers something.
@Suite struct IntegrationFileTests {
  private static let lanes = ["a", "b", "c", "d", "e", "f"]

  private func server(_ lane: String?) -> String {
    let imported = lane.map { "from tools import tool_\($0)\n" } ?? ""
    let entry = lane.map { "    \"tool_\($0)\",\n" } ?? ""
    return """
      from fastmcp import FastMCP
      \(imported)
      mcp = FastMCP("codebase-mcp")

      TOOLS = [
          "search_code",
      \(entry)]

      if __name__ == "__main__":
          mcp.run()

      """
  }

  private func repository() throws -> TemporaryRepository {
    try TemporaryRepository.with(
      Self.lanes.map { lane in
        (
          "lane/" + lane,
          [
            .file("src/server.py", server(lane)),
            .file("src/tools/tool_\(lane).py", "def tool_\(lane)():\n    return \"\(lane)\"\n"),
          ]
        )
      }, base: [.file("src/server.py", server(nil))])
  }

  @Test(arguments: [["a"], ["f", "e", "d", "c", "b", "a"], ["c", "a", "f"]])
  func `Six lanes that register a tool each come out right in any order`(order: [String]) throws {
    let repository = try repository()
    #expect(try repository.fanin("check").status == 0)
    let merge = try repository.fanin("merge", "--order", order.joined(separator: ","))
    #expect(merge.status == 0, "\(merge)")
    let text = try #require(repository.read("src/server.py"))
    let lines = text.split(separator: "\n").map(String.init)
    let imports = lines.filter { $0.hasPrefix("from tools import ") }
    #expect(imports.count == 1)
    let names = imports[0].dropFirst("from tools import ".count).split(separator: ", ").map(String.init)
    #expect(names.sorted() == Self.lanes.map { "tool_\($0)" })
    let entries = lines.filter { $0.hasPrefix("    \"") }
    #expect(
      entries.sorted()
        == (["search_code"] + Self.lanes.map { "tool_\($0)" }).map { "    \"\($0)\"," }.sorted())
    #expect(lines.count == 7 + entries.count)
  }
}
