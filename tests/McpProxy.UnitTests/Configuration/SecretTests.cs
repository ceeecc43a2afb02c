using System.Text.Json;
using McpProxy.Configuration;

namespace McpProxy.UnitTests.Configuration;

public sealed class SecretTests : IDisposable
{
    private const string Value = "hunter2-hunter2";

    private readonly string _folder = Directory.CreateTempSubdirectory("mcpproxy-secret-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TryResolve_Variable_IsRead() => Assert.Equal(Value, Resolve("env:TOKEN").Reveal());

    [Theory]
    [InlineData(Value)]
    [InlineData(Value + "\n")]
    [InlineData(Value + "\r\n")]
    public void TryResolve_File_IsReadWithoutItsLastLineBreak(string content) => Assert.Equal(Value, Resolve("file:" + Write(content)).Reveal());

    [Fact]
    public void TryResolve_LiteralInDevelopment_IsTaken() => Assert.Equal(Value, Resolve(Value, allowLiteral: true).Reveal());

    [Fact]
    public void TryResolve_LiteralElsewhere_IsRefusedWithoutShowingIt() => Assert.Equal(
        "Path: MCP020: The secret stands here as clear text. Write env:NAME or file:/path; clear text is accepted in the Development environment only.",
        Refuse(Value));

    [Theory]
    [InlineData("", "Path: MCP013: The secret is empty. Write env:NAME or file:/path.")]
    [InlineData("env:NOT_THERE", "Path: MCP021: The environment variable 'NOT_THERE' is not set. Set it before the start.")]
    [InlineData("env:EMPTY", "Path: MCP021: The environment variable 'EMPTY' is empty. Set it before the start.")]
    [InlineData("env:", "Path: MCP021: The environment variable '' is not set. Set it before the start.")]
    [InlineData("file:secret.txt", "Path: MCP022: The secret file 'secret.txt' is not an absolute path.")]
    [InlineData("file:/no/such/file", "Path: MCP022: The secret file '/no/such/file' does not exist.")]
    public void TryResolve_ReferenceThatLeadsNowhere_IsReported(string text, string expected) => Assert.Equal(expected, Refuse(text));

    [Fact]
    public void TryResolve_FileIsAFolder_IsReported() =>
        Assert.Equal($"Path: MCP022: The secret file '{_folder}' cannot be read (UnauthorizedAccessException).", Refuse("file:" + _folder));

    [Fact]
    public void TryResolve_EmptyFile_IsReported()
    {
        var file = Write("\n");

        Assert.Equal($"Path: MCP022: The secret file '{file}' is empty.", Refuse("file:" + file));
    }

    [Fact]
    public void TryResolve_HugeFile_IsReported()
    {
        var file = Write(new string('x', 70_000));

        Assert.Equal($"Path: MCP022: The secret file '{file}' is larger than 65536 bytes.", Refuse("file:" + file));
    }

    [Theory]
    [InlineData("env:TOKEN", "env:TOKEN")]
    [InlineData(Value, "(literal)")]
    public void ToString_AnySecret_ShowsTheReferenceOnly(string text, string expected)
    {
        var secret = Resolve(text, allowLiteral: true);

        Assert.Equal(expected, secret.ToString());
        Assert.Equal($"\"{expected}\"", JsonSerializer.Serialize(secret));
        Assert.DoesNotContain(Value, new Holder(secret).ToString());
    }

    [Fact]
    public void Reveal_DefaultValue_Throws()
    {
        Assert.False(default(Secret).HasValue);
        Assert.Throws<InvalidOperationException>(() => default(Secret).Reveal());
    }

    [Fact]
    public void Bind_SecretGivenAsAnObject_IsNotQuoted()
    {
        var errors = new ConfigErrors();

        StrictBinder.Bind<BinderSample>(SomeConfiguration.Section($$"""{ "Password": { "{{Value}}": "x" } }"""), errors);

        Assert.Equal("Root:Password: MCP011: Expected a secret reference, got an object. Write env:NAME or file:/path.", Assert.Single(errors).ToString());
    }

    private static Secret Resolve(string text, bool allowLiteral = false)
    {
        var errors = new ConfigErrors();
        Assert.True(Secret.TryResolve(text, "Path", errors, Options(allowLiteral), out var secret));
        Assert.Empty(errors);
        return secret;
    }

    private static string Refuse(string text)
    {
        var errors = new ConfigErrors();
        Assert.False(Secret.TryResolve(text, "Path", errors, Options(allowLiteral: false), out _));
        return Assert.Single(errors).ToString();
    }

    private static StrictBinderOptions Options(bool allowLiteral) => new()
    {
        AllowLiteralSecrets = allowLiteral,
        ReadVariable = name => name switch { "TOKEN" => Value, "EMPTY" => "", _ => null },
    };

    private string Write(string content)
    {
        var file = Path.Combine(_folder, Path.GetRandomFileName());
        File.WriteAllText(file, content);
        return file;
    }

    private sealed record Holder(Secret Secret);
}
