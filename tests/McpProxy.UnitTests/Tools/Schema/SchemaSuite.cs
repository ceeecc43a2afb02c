using System.Text;
using System.Text.Json;
using McpProxy.Tools.Schema;

namespace McpProxy.UnitTests.Tools.Schema;

/// <summary>The official tests of JSON Schema 2020-12, read from the test output.</summary>
internal static class SchemaSuite
{
    private const string RemoteHost = "http://localhost:1234/";

    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "data", "json-schema-suite");
    private static readonly string Tests = Path.Combine(Root, "tests", "draft2020-12");

    /// <summary>Every file, relative and with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Directory.EnumerateFiles(Tests, "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Tests, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    /// <summary>Runs a file and returns the tests whose verdict was wrong, as <c>group / test</c>.</summary>
    public static IReadOnlyList<string> Run(string file, out int count)
    {
        var options = SchemaCompilerOptions.Default with
        {
            AssertFormats = file.StartsWith("optional/format/", StringComparison.Ordinal),
            Resolve = ReadRemote,
        };
        var failures = new List<string>();
        count = 0;
        foreach (var group in Read(Path.Combine(Tests, file)).EnumerateArray())
        {
            var schema = CompiledSchema.Compile(group.GetProperty("schema"), options, []);
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                count++;
                var valid = schema is null ? (bool?)null : IsValid(schema, test.GetProperty("data"));
                if (valid != test.GetProperty("valid").GetBoolean())
                {
                    failures.Add($"{group.GetProperty("description")} / {test.GetProperty("description")}");
                }
            }
        }

        return failures;
    }

    private static bool IsValid(CompiledSchema schema, JsonElement data)
    {
        using var tape = JsonTape.Parse(Encoding.UTF8.GetBytes(data.GetRawText()), 64);
        var violations = new SchemaViolations();
        var valid = schema.Validate(tape, JsonTape.Root, violations);
        Assert.Equal(valid, violations.Items.Count == 0);
        return valid;
    }

    private static JsonElement? ReadRemote(Uri uri)
    {
        var path = Path.Combine(Root, "remotes", uri.AbsoluteUri.Replace(RemoteHost, "", StringComparison.Ordinal));
        return uri.AbsoluteUri.StartsWith(RemoteHost, StringComparison.Ordinal) && File.Exists(path) ? Read(path) : null;
    }

    private static JsonElement Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }
}
