using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Testing;

namespace McpProxy.UnitTests.Host.Cli;

public sealed class ImportCommandTests : IDisposable
{
    private const string Petstore = """
        openapi: 3.0.3
        info: { title: Petstore, version: '1' }
        servers: [ { url: 'https://petstore.example.com/v1' } ]
        paths:
          /pets/{petId}:
            parameters: [ { name: petId, in: path, required: true, schema: { type: integer } } ]
            get:
              operationId: getPet
              summary: Read one pet.
              parameters:
                - { name: fields, in: query, description: What to read., schema: { type: array, items: { type: string } } }
                - { name: size, in: query, schema: { type: string, enum: [ small, large ], default: small } }
                - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 50 } }
                - { name: X-Trace, in: header, schema: { type: string } }
            put:
              tags: [ admin ]
              requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
          /pets/{name}:
            parameters: [ { name: name, in: path, required: true, schema: { type: string } } ]
            get: { operationId: find pet }
            delete: { operationId: dropPet, tags: [ admin ], parameters: [ { $ref: 'https://elsewhere.example.com/p.json' } ] }
        components:
          schemas:
            Pet:
              type: object
              required: [ name ]
              properties: { name: { type: string, maxLength: 20 }, parent: { $ref: '#/components/schemas/Pet' } }
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_Document_PrintsWhatAPersonWouldWrite()
    {
        var run = await CliRun.Of("import", _folder.Write("petstore.yaml", Petstore), "--include", "getPet");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            """
            {
              "ReverseProxy": {
                "Routes": {
                  "getPet": {
                    "ClusterId": "petstore",
                    "Match": {
                      "Path": "/v1/pets/{petId}",
                      "Methods": [
                        "GET"
                      ]
                    }
                  }
                },
                "Clusters": {
                  "petstore": {
                    "Destinations": {
                      "default": {
                        "Address": "https://petstore.example.com/"
                      }
                    }
                  }
                }
              },
              "Mcp": {
                "Tools": {
                  "getPet": {
                    "Route": "getPet",
                    "Request": "GET /v1/pets/{petId}",
                    "Description": "Read one pet.",
                    "Parameters": {
                      "petId": "integer!",
                      "fields": "string[] What to read.",
                      "size": {
                        "In": "query",
                        "Schema": {
                          "type": "string",
                          "enum": [
                            "small",
                            "large"
                          ],
                          "default": "small"
                        }
                      },
                      "limit": {
                        "Type": "integer",
                        "Minimum": 1,
                        "Maximum": 50
                      },
                      "X-Trace": {
                        "In": "header",
                        "Type": "string"
                      }
                    }
                  }
                }
              }
            }

            """.ReplaceLineEndings("\n"),
            run.Output.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData]
    [InlineData("--prefix", "pet")]
    [InlineData("--address", "https://other.example.com/base")]
    [InlineData("--cluster", "backend", "--address", "http://localhost:5000")]
    [InlineData("--include", "GET /pets/*", "--exclude", "/pets/{name}")]
    public async Task Import_AnyOptions_PrintsWhatValidatesAndDefinesTheSameToolsAsTheReference(params string[] options)
    {
        var document = _folder.Write("petstore.yaml", Petstore);
        var (plain, reference) = (Path.Combine(_folder.Path, "plain.json"), Path.Combine(_folder.Path, "reference.json"));

        Assert.Equal(0, (await CliRun.Of(["import", document, "--output", plain, .. options])).ExitCode);
        Assert.Equal(0, (await CliRun.Of(["import", document, "--output", reference, "--reference", .. options])).ExitCode);

        Assert.Equal((0, ""), await Validate(plain));
        Assert.Equal((0, ""), await Validate(reference));
        Assert.Equal((await CliRun.Of("tools", "list", "--json", "--config", reference)).Output, (await CliRun.Of("tools", "list", "--json", "--config", plain)).Output);
    }

    [Fact]
    public async Task Import_Reference_IsFiveLinesWithAPathFromTheFileItStandsIn()
    {
        _folder.Write("apis/petstore.yaml", Petstore);
        var file = Path.Combine(_folder.Path, "my.json");

        var run = await CliRun.Of("import", Path.Combine(_folder.Path, "apis/petstore.yaml"), "--reference", "--prefix", "pet", "--output", file);

        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.Equal("""{"Mcp":{"OpenApi":{"petstore":{"Document":"apis/petstore.yaml","Prefix":"pet"}}}}""", await OneLine(file));
    }

    [Fact]
    public async Task Import_ClusterOfAConfiguration_IsNotWrittenAgain()
    {
        var config = _folder.Write("my.json", """{ "ReverseProxy": { "Clusters": { "backend": { "Destinations": { "d": { "Address": "http://localhost:1/" } } } } } }""");
        var document = _folder.Write("petstore.yaml", Petstore);
        var file = Path.Combine(_folder.Path, "tools.json");

        var run = await CliRun.Of("import", document, "--cluster", "backend", "--config", config, "--output", file);
        var unknown = await CliRun.Of("import", document, "--cluster", "bakend", "--config", config);

        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.DoesNotContain("Clusters", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, (await CliRun.Of("validate", "--config", config, "--config", file)).ExitCode);
        Assert.Equal(3, unknown.ExitCode);
        Assert.Contains("'bakend'", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OddOperations_AreReportedWithReasons()
    {
        var document = _folder.Write("petstore.yaml", Petstore);

        var text = await CliRun.Of("import", document);
        var json = await CliRun.Of("import", document, "--json");

        Assert.StartsWith($"{document}: 3 tools of 4 operations, about ", text.Error, StringComparison.Ordinal);
        Assert.Contains("\nNoted:\n", text.Error, StringComparison.Ordinal);
        Assert.Contains("  find_pet  GET /pets/{name} (find pet): ", text.Error, StringComparison.Ordinal);
        Assert.Contains("\nSkipped:\n  DELETE /pets/{name} (dropPet): ", text.Error, StringComparison.Ordinal);
        Assert.Equal(3, json.Json.GetProperty("tools").GetInt32());
        Assert.Equal(4, json.Json.GetProperty("operations").GetArrayLength());
        Assert.True(JsonElement.DeepEquals(text.Json, json.Json.GetProperty("configuration")));
    }

    [Theory]
    [InlineData("no-such.yaml", 3, "It does not exist.")]
    [InlineData("--address nowhere x.yaml", 2, "'nowhere' is no address of a server.")]
    [InlineData("--prefix a.b x.yaml", 2, "A prefix has up to 32 letters")]
    [InlineData("--name a:b x.yaml", 2, "A name has up to 64 letters")]
    public async Task Import_Mistake_EndsWithItsCodeAndTheReason(string line, int exitCode, string reason)
    {
        var run = await CliRun.Of(["import", .. line.Split(' ')]);

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_NothingToImport_EndsWith1()
    {
        var run = await CliRun.Of("import", _folder.Write("petstore.yaml", Petstore), "--include", "tag:none");

        Assert.Equal(1, run.ExitCode);
    }

    [Theory]
    [InlineData("import pipe.json")]
    [InlineData("import link.yaml")]
    [InlineData("import empty.json")]
    [InlineData("plan pipe.json empty.json")]
    [InlineData("plan link.yaml empty.json")]
    [UnsupportedOSPlatform("windows")]
    public async Task PipeOrEmptyFile_IsRefusedAndNeverOpened(string line)
    {
        NamedPipe.Create(Path.Combine(_folder.Path, "pipe.json"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "link.yaml"), "pipe.json");
        _folder.Write("empty.json", "");

        string[] args = [.. line.Split(' ').Select(w => w.Contains('.', StringComparison.Ordinal) ? Path.Combine(_folder.Path, w) : w)];
        var run = await Task.Run(() => CliRun.Of(args)).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("is empty, or no ordinary file but a pipe, socket or device.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_FileThatExists_IsNotOverwritten()
    {
        var mine = _folder.Write("mine.json", "{}");

        var run = await CliRun.Of("import", _folder.Write("petstore.yaml", Petstore), "--output", mine);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("{}", await File.ReadAllTextAsync(mine, TestContext.Current.CancellationToken));
    }

    private static async Task<(int, string)> Validate(string file)
    {
        var run = await CliRun.Of("validate", "--config", file);
        return (run.ExitCode, run.Error);
    }

    private static async Task<string> OneLine(string file) =>
        JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!.ToJsonString();

    [Fact]
    public async Task Import_FolderWithPackages_ImportsThoseThatAreNamed()
    {
        const string Document = """{ "openapi": "3.0.0", "servers": [ { "url": "https://api.example.com" } ], "paths": { "/PATH": { "get": { "operationId": "PATH" } } } }""";
        _folder.Write("apis/packages.json", """{ "packages": { "one": "One", "two": "Two" }, "prefixes": { "One": "a", "Two": "b" }, "groups": { "both": [ "one", "two" ] }, "defaults": [ "one" ] }""");
        _folder.Write("apis/One.json", Document.Replace("PATH", "first", StringComparison.Ordinal));
        _folder.Write("apis/Two.json", Document.Replace("PATH", "second", StringComparison.Ordinal));
        var folder = System.IO.Path.Combine(_folder.Path, "apis");

        var defaults = await CliRun.Of("import", folder, "--json");
        var both = await CliRun.Of("import", folder, "--package", "both", "--json");
        var reference = await CliRun.Of("import", folder, "--package", "two", "--package", "one", "--reference");
        var unknown = await CliRun.Of("import", folder, "--package", "three");
        _folder.Write("apis/Two.json", "{");
        var broken = await CliRun.Of("import", folder, "--package", "both", "--json");

        Assert.Equal(["a_first"], defaults.Json.GetProperty("operations").EnumerateArray().Select(o => o.GetProperty("tool").GetString()));
        Assert.Equal(["a_first", "b_second"], both.Json.GetProperty("operations").EnumerateArray().Select(o => o.GetProperty("tool").GetString()));
        using var written = JsonDocument.Parse(reference.Output);
        Assert.Equal("""["two","one"]""", written.RootElement.GetProperty("Mcp").GetProperty("OpenApi").GetProperty("apis").GetProperty("Packages").GetRawText().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(3, unknown.ExitCode);
        Assert.Contains("There is no package 'three'", unknown.Error, StringComparison.Ordinal);
        Assert.Equal(1, broken.Json.GetProperty("tools").GetInt32());
        Assert.Contains("Two.json: The document is not JSON", Assert.Single(broken.Json.GetProperty("errors").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_IntoAFolderThatIsNotThere_SaysSo()
    {
        var output = System.IO.Path.Combine(_folder.Path, "no/such/my.json");

        var run = await CliRun.Of("import", _folder.Write("petstore.yaml", Petstore), "--output", output);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal($"mcpproxy: '{output}' cannot be written: Could not find a part of the path '{output}'.", run.Error.TrimEnd().Split('\n')[^1]);
    }
}
