extension MigrationScheme {
  /// Entity Framework Core: each migration comes with a picture of the whole model, made by the tool.
  /// https://learn.microsoft.com/ef/core/managing-schemas/migrations/teams
  static let efCore = MigrationScheme(
    name: "efcore", identity: .snapshot,
    regenerate: "dotnet ef migrations remove, then dotnet ef migrations add NAME",
    parse: { MigrationName.numbered($0, extensions: [".Designer.cs", ".cs"]) },
    fits: { folder in
      folder.sampleHas("Microsoft.EntityFrameworkCore.Migrations") || folder.sampleHas("[Migration(\"")
    })
}
