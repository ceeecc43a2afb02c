using System.Net;
using AdsSimulator.Regions;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AdsSimulator;

/// <summary>The addresses of one simulator and the region each of them serves.</summary>
internal sealed class SimulatorListeners
{
    private readonly SimulatorOptions _options;
    private readonly List<(AdsRegion Region, IPEndPoint EndPoint)> _requested = [];
    private readonly List<(AdsRegion Region, ListenOptions Listener)> _bound = [];

    /// <exception cref="FormatException">A region or URL cannot be used.</exception>
    public SimulatorListeners(SimulatorOptions options)
    {
        _options = options;
        var region = AdsRegion.Parse(options.Region);
        _requested.AddRange(options.Urls.Select(url => (region, Parse(url))));
        _requested.AddRange(options.RegionUrls.Select(pair => (AdsRegion.Parse(pair.Key), Parse(pair.Value))));
        if (_requested.Count == 0)
        {
            throw new FormatException("The simulator needs at least one URL to listen on.");
        }
    }

    /// <summary>The first address, known once the server has started.</summary>
    public Uri First => AddressOf(_bound[0].Listener);

    /// <summary>The address that serves a region at its root, else null.</summary>
    public Uri? Find(AdsRegion region) => _bound.Where(b => b.Region == region).Select(b => AddressOf(b.Listener)).FirstOrDefault();

    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = _options.MaxRequestBodyBytes;
        // Slow readers and slow senders are what the fault switches are for.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        foreach (var (region, endPoint) in _requested)
        {
            kestrel.Listen(endPoint, listener =>
            {
                _bound.Add((region, listener));
                listener.Protocols = HttpProtocols.Http1;
                listener.Use(next => connection =>
                {
                    connection.Features.Set(region);
                    return next(connection);
                });
            });
        }
    }

    private static Uri AddressOf(ListenOptions listener) => new($"http://{listener.IPEndPoint}/");

    private static IPEndPoint Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.PathAndQuery != "/")
        {
            throw new FormatException($"Cannot listen on '{url}': write it as http://ADDRESS:PORT.");
        }

        if (uri.Host == "localhost")
        {
            return new IPEndPoint(IPAddress.Loopback, uri.Port);
        }

        return IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address)
            ? new IPEndPoint(address, uri.Port)
            : throw new FormatException($"Cannot listen on '{url}': the host must be an IP address or localhost.");
    }
}
