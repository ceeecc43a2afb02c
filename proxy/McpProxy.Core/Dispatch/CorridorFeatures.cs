using System.Collections;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace McpProxy.Dispatch;

/// <summary>
/// The feature collection of an in-process exchange. The features that every exchange has are two objects found by type
/// comparison; what the pipeline adds goes to a list, because it is one feature (YARP's own) or a few.
/// </summary>
internal sealed class CorridorFeatures(CorridorRequest request, ResponseCollector response, ProxyExchange exchange) : IFeatureCollection
{
    private readonly List<KeyValuePair<Type, object>> _added = new(2);

    public bool IsReadOnly => false;

    public int Revision { get; private set; }

    public object? this[Type key]
    {
        get
        {
            foreach (ref readonly var added in CollectionsMarshal.AsSpan(_added))
            {
                if (added.Key == key)
                {
                    return added.Value;
                }
            }

            return Find(key);
        }
        set
        {
            Revision++;
            Remove(key);
            if (value is not null)
            {
                _added.Add(new(key, value));
            }
        }
    }

    public TFeature? Get<TFeature>() => (TFeature?)this[typeof(TFeature)];

    public void Set<TFeature>(TFeature? instance) => this[typeof(TFeature)] = instance;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _added.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Remove(Type key)
    {
        for (var i = _added.Count - 1; i >= 0; i--)
        {
            if (_added[i].Key == key)
            {
                _added.RemoveAt(i);
            }
        }
    }

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
