using McpProxy.Plugins.Credentials.OAuth.Flows;
using McpProxy.Plugins.Credentials.OAuth.Tokens;
using McpProxy.Plugins.Credentials.OAuth.Vault;
using McpProxy.Plugins.Credentials.TokenServers;
using Microsoft.Extensions.Logging;

namespace McpProxy.Plugins.Credentials.OAuth;

/// <summary>What the flows of all providers share, and keep when the configuration is reloaded.</summary>
internal sealed record FlowRooms(FlowStates States, FlowLimit Limit, TokenVault Vault, TokenRefresher Refresher, TokenEndpointClient Http, TimeProvider Time, ILogger<AuthorizationFlow> Logger);
