using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.Mcp.Connections;

/// <summary>The scoped services of one request of a connection; the scope is opened when somebody asks.</summary>
internal sealed class CallerServices(IServiceScopeFactory scopes) : IServiceProvidersFeature, IAsyncDisposable
{
    private AsyncServiceScope? _scope;
    private IServiceProvider? _services;

    public IServiceProvider RequestServices
    {
        get
        {
            if (_services is null)
            {
                _scope = scopes.CreateAsyncScope();
                _services = _scope.Value.ServiceProvider;
            }

            return _services;
        }
        set => _services = value;
    }

    public ValueTask DisposeAsync() => _scope is { } scope ? scope.DisposeAsync() : default;
}
