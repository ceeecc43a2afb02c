using System.Text;
using McpProxy.Configuration;
using McpProxy.Plugins.Credentials.TokenExchange.Compilation;
using McpProxy.Plugins.Credentials.TokenExchange.Options;
using McpProxy.Plugins.Credentials.TokenExchange.Plans;
using Microsoft.Extensions.Configuration;

namespace McpProxy.UnitTests.Plugins.Credentials.TokenExchange;

/// <summary>Exchanges compiled from a few lines of JSON.</summary>
internal static class SomeExchange
{
    private const string Path = "McpProxy:TokenExchange:x";

    /// <summary>Compiles options; secrets may stand in clear.</summary>
    public static (ExchangePlan Plan, IReadOnlyList<string> Errors) Compile(string json, bool allowHttp = false)
    {
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "McpProxy": { "TokenExchange": { "x": {{json}} } } }"""))).Build();
        var errors = new ConfigErrors();
        var options = StrictBinder.Bind<TokenExchangeOptions>(configuration.GetSection(Path), errors, new StrictBinderOptions { AllowLiteralSecrets = true });
        var plan = ExchangeCompiler.Compile("x", options, Path, errors, allowHttp);
        return (plan, [.. errors.Select(e => e.ToString().Replace(Path + ":", "", StringComparison.Ordinal))]);
    }

    /// <summary>Compiles options that have no mistake.</summary>
    public static ExchangePlan Of(string json)
    {
        var (plan, errors) = Compile(json);
        Assert.Empty(errors);
        return plan;
    }
}
