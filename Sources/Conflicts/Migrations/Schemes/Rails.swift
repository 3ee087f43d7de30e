extension MigrationScheme {
  /// Rails: neither the version nor the class, which is the slug in camel case, may be there twice.
  /// https://guides.rubyonrails.org/active_record_migrations.html
  static let rails = MigrationScheme(
    name: "rails", hasUniqueSlugs: true, regenerate: "bin/rails db:migrate",
    parse: { MigrationName.numbered($0, extensions: [".rb"]) },
    fits: { $0.sampleHas("ActiveRecord::Migration") || $0.ends(with: "db", "migrate") })
}
