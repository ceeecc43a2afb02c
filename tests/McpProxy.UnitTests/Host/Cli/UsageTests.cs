namespace McpProxy.UnitTests.Host.Cli;

public sealed class UsageTests
{
    public static TheoryData<string> Verbs { get; } = ["", "run", "validate", "schema", "tools", "tools list", "tools show", "tools call", "explain", "import", "plan", "plugins", "stdio", "version"];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Help_EveryVerb_EndsWithExamples(string verb)
    {
        var run = await CliRun.Of([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Usage:\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains($"Examples:\n  ", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains($"mcpproxy {verb}".TrimEnd(), run.Output[run.Output.IndexOf("Examples:", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Equal("", run.Error);
    }

    [Theory]
    [InlineData("vlidate", "mcpproxy: unknown command 'vlidate'. Did you mean 'validate'?\nRun 'mcpproxy --help' to see what is possible.\n")]
    [InlineData("--confg x.json", "mcpproxy: unknown option '--confg'. Did you mean '--config'?\nRun 'mcpproxy --help' to see what is possible.\n")]
    [InlineData("tools lst", "mcpproxy: unknown command 'lst'. Did you mean 'list'?\nRun 'mcpproxy tools --help' to see what is possible.\n")]
    [InlineData("tools list --tolset a", "mcpproxy: unknown option '--tolset'. Did you mean '--toolset'?\nRun 'mcpproxy tools list --help' to see what is possible.\n")]
    [InlineData("validate --confg x.json", "mcpproxy: unknown option '--confg'. Did you mean '--config'?\nRun 'mcpproxy validate --help' to see what is possible.\n")]
    [InlineData("version now", "mcpproxy: unknown argument 'now'.\nRun 'mcpproxy version --help' to see what is possible.\n")]
    [InlineData("tools", "mcpproxy: Required command was not provided.\nRun 'mcpproxy tools --help' to see what is possible.\n")]
    [InlineData("tools show", "mcpproxy: Required argument missing for command: 'show'.\nRun 'mcpproxy tools show --help' to see what is possible.\n")]
    [InlineData("run --urls localhost", "mcpproxy: 'localhost' is no address to listen on. Write e.g. http://127.0.0.1:8000.\nRun 'mcpproxy run --help' to see what is possible.\n")]
    [InlineData("run --urls http://[::1:8000", "mcpproxy: 'http://[::1:8000' is no address to listen on. Write e.g. http://127.0.0.1:8000.\nRun 'mcpproxy run --help' to see what is possible.\n")]
    [InlineData("run --urls http://127.0.0.1.1:8000", "mcpproxy: 'http://127.0.0.1.1:8000' is no address to listen on. Write e.g. http://127.0.0.1:8000.\nRun 'mcpproxy run --help' to see what is possible.\n")]
    [InlineData("run --urls http://127.0.0.1:99999", "mcpproxy: 'http://127.0.0.1:99999' has a port outside 0 to 65535. Write e.g. http://127.0.0.1:8000.\nRun 'mcpproxy run --help' to see what is possible.\n")]
    [InlineData("run --urls http://127.0.0.1:0/base", "mcpproxy: 'http://127.0.0.1:0/base' has a path; the proxy listens at the root, and routes have paths. Write e.g. http://127.0.0.1:8000.\nRun 'mcpproxy run --help' to see what is possible.\n")]
    [InlineData("validate --config ", "mcpproxy: --config needs the name of a file; leave it out for the sample configuration.\nRun 'mcpproxy validate --help' to see what is possible.\n")]
    [InlineData("validate --urls http://127.0.0.1:1", "mcpproxy: unknown option '--urls'.\nRun 'mcpproxy validate --help' to see what is possible.\n")]
    [InlineData("stdio --connect ftp://a/", "mcpproxy: 'ftp://a/' is no address of a server. Write e.g. https://example.com/mcp.\nRun 'mcpproxy stdio --help' to see what is possible.\n")]
    [InlineData("stdio --connect http://u:p@a/", "mcpproxy: A credential does not belong into the URL. Write --header \"Authorization: env:NAME\".\nRun 'mcpproxy stdio --help' to see what is possible.\n")]
    [InlineData("stdio --connect http://a/ --header X", "mcpproxy: A header is written as \"Name: value\".\nRun 'mcpproxy stdio --help' to see what is possible.\n")]
    [InlineData("stdio --connect http://a/ --timeout 0", "mcpproxy: --timeout must be more than 0 and at most 86400 seconds, not 0.\nRun 'mcpproxy stdio --help' to see what is possible.\n")]
    [InlineData("stdio --connect http://a/ --toolset b", "mcpproxy: --connect carries messages to another server: --toolset has no meaning with it.\nRun 'mcpproxy stdio --help' to see what is possible.\n")]
    [InlineData("stdio --config c.json --connect http://a/", "mcpproxy: --connect carries messages to another server: --config has no meaning with it.\nRun 'mcpproxy stdio --help' to see what is possible.\n")]
    [InlineData("stdio --header X:Y", "mcpproxy: --header goes with --connect.\nRun 'mcpproxy stdio --help' to see what is possible.\n")]
    public async Task Mistake_AnyVerb_EndsWith2AndSaysWhatWasMeant(string line, string error)
    {
        var run = await CliRun.Of(line.Split(' '));

        Assert.Equal((2, "", error), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task Version_VerbAndOption_SayTheSame()
    {
        var verb = await CliRun.Of("version");
        var option = await CliRun.Of("--version");
        var json = await CliRun.Of("version", "--json");

        Assert.StartsWith("mcpproxy 0.", verb.Output, StringComparison.Ordinal);
        Assert.Equal(verb, option);
        Assert.Equal(verb.Output.Split(' ')[1], json.Json.GetProperty("version").GetString());
    }
}
