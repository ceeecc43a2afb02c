using McpProxy.Configuration;
using McpProxy.Hosting;
using McpProxy.Plugins.Credentials.TokenExchange.Compilation;
using McpProxy.Plugins.Credentials.TokenExchange.Options;
using McpProxy.Plugins.Credentials.TokenExchange.Running;
using McpProxy.Plugins.Credentials.TokenServers;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Plugins.Credentials.TokenExchange;

/// <summary>Adds a token exchange to routes with <c>{ "TokenExchange": "name" }</c>.</summary>
internal sealed class TokenExchangeFactory(TransportRule transport) : TransformFactory<TokenExchangeOptions>, IContextTransform
{
    public const string TransformKey = "TokenExchange";

    public override string Key => TransformKey;

    public override string Description => "Trades the caller's credential, or one of the proxy's own, for the credential of the upstream, and keeps the result.";

    protected override void Validate(TokenExchangeOptions options, string path, ConfigErrors errors) =>
        ExchangeCompiler.Compile(path[(path.LastIndexOf(':') + 1)..], options, path, errors, transport.AllowsHttp);

    protected override void Build(TransformBuilderContext context, TokenExchangeOptions options) =>
        throw new NotSupportedException("A token exchange needs the name of its section.");

    protected override void Build(TransformBuilderContext context, string name, TokenExchangeOptions options)
    {
        var exchanger = context.Services.GetRequiredService<TokenExchangers>().Get(name, options);
        context.AddPreparation(new TokenExchangePreparation(exchanger, context.Services.GetRequiredService<ICallerChallenges>()));
        context.ResponseTransforms.Add(RefusalTransform.Instance);
    }
}
