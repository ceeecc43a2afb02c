using System.Collections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace McpProxy.Dispatch;

/// <summary>
/// The feature collection of an in-process exchange. The features that every exchange has are two objects found by type
/// comparison; what middleware adds goes to a dictionary that most exchanges never make.
/// </summary>
internal sealed class CorridorFeatures(CorridorRequest request, ResponseCollector response, ProxyExchange exchange) : IFeatureCollection
{
    private Dictionary<Type, object>? _added;

    public bool IsReadOnly => false;

    public int Revision { get; private set; }

    public object? this[Type key]
    {
        get => _added is not null && _added.TryGetValue(key, out var feature) ? feature : Find(key);
        set
        {
            Revision++;
            if (value is null)
            {
                _added?.Remove(key);
            }
            else
            {
                (_added ??= [])[key] = value;
            }
        }
    }

    public TFeature? Get<TFeature>() => (TFeature?)this[typeof(TFeature)];

    public void Set<TFeature>(TFeature? instance) => this[typeof(TFeature)] = instance;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => (_added ?? []).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private object? Find(Type key)
    {
        if (key == typeof(IHttpRequestFeature) || key == typeof(IEndpointFeature) || key == typeof(IRouteValuesFeature)
            || key == typeof(IHttpRequestLifetimeFeature) || key == typeof(IHttpRequestBodyDetectionFeature)
            || key == typeof(IServiceProvidersFeature) || key == typeof(IHttpAuthenticationFeature)
            || key == typeof(IHttpRequestIdentifierFeature) || key == typeof(IItemsFeature) || key == typeof(IHttpMaxRequestBodySizeFeature))
        {
            return request;
        }

        if (key == typeof(IHttpResponseFeature) || key == typeof(IHttpResponseBodyFeature))
        {
            return response;
        }

        if (key == typeof(ProxyExchange))
        {
            return exchange;
        }

        return key == typeof(IHttpConnectionFeature) || key == typeof(ITlsConnectionFeature) ? request.FindConnectionFeature(key) : null;
    }
}
