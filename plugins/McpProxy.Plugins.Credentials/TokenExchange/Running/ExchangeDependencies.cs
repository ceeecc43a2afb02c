using McpProxy.Credentials;
using McpProxy.Plugins.Credentials.TokenServers;
using McpProxy.State;
using Microsoft.Extensions.Logging;

namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>What all exchanges share.</summary>
/// <param name="Client">Sends requests.</param>
/// <param name="Metrics">Measures them.</param>
/// <param name="Store">Keeps what replicas share.</param>
/// <param name="Seal">Seals what is kept there.</param>
/// <param name="Flows">Finds the authorizations of persons; null when nobody has any.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logger">Takes log lines.</param>
internal sealed record ExchangeDependencies(
    TokenEndpointClient Client, TokenExchangeMetrics Metrics, IStateStore Store, ISeal Seal, IAuthorizationFlows? Flows, TimeProvider Time, ILogger<TokenExchanger> Logger);
