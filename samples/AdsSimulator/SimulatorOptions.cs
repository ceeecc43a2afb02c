using AdsSimulator.Access;
using AdsSimulator.Issuer;
using AdsSimulator.OAuth;
using AdsSimulator.OpenBridge;

namespace AdsSimulator;

/// <summary>Settings of one simulator. The defaults suit a test: a free port on loopback, silent, no signal handlers.</summary>
public sealed class SimulatorOptions
{
    /// <summary>Where to listen for <see cref="Region"/>; <c>http</c> URLs with an IP address or <c>localhost</c>.</summary>
    /// <value>Default <c>http://127.0.0.1:0</c>, a free port.</value>
    public IReadOnlyList<string> Urls { get; set; } = ["http://127.0.0.1:0"];

    /// <summary>The region served at the root of <see cref="Urls"/>: <c>na</c>, <c>eu</c> or <c>fe</c>.</summary>
    /// <value>Default <c>na</c>. Every region is also served under its own path prefix.</value>
    public string Region { get; set; } = "na";

    /// <summary>Further addresses, each of which serves one region at its root; keyed by region.</summary>
    public IDictionary<string, string> RegionUrls { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Seeded campaigns per profile.</summary>
    /// <value>Default 12.</value>
    public int CampaignsPerProfile { get; set; } = 12;

    /// <summary>How many times an export is reported as <c>PROCESSING</c> before it is <c>COMPLETED</c>.</summary>
    /// <value>Default 1.</value>
    public int ExportPolls { get; set; } = 1;

    /// <summary>Largest request body in bytes.</summary>
    /// <value>Default 256 MiB.</value>
    public long MaxRequestBodyBytes { get; set; } = 256L << 20;

    /// <summary>How many of the last requests are kept for inspection.</summary>
    /// <value>Default 0, none.</value>
    public int KeepRequests { get; set; }

    /// <summary>How the Ads API behaves at the start.</summary>
    public AdsSettings Ads { get; set; } = new();

    /// <summary>How Login with Amazon behaves at the start.</summary>
    public OAuthSettings Lwa { get; set; } = new();

    /// <summary>How OpenBridge behaves at the start.</summary>
    public OpenBridgeSettings OpenBridge { get; set; } = new();

    /// <summary>How the issuer of JWTs behaves at the start.</summary>
    public IssuerSettings Issuer { get; set; } = new();

    /// <summary>How the Strava-like provider behaves at the start.</summary>
    /// <value>Default access tokens of six hours.</value>
    public OAuthSettings Strava { get; set; } = new(AccessTokenSeconds: 21_600);

    /// <summary>The clock of delays, timestamps and lifetimes.</summary>
    /// <value>Default the system's.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Log every request to the console.</summary>
    public bool Verbose { get; set; }

    /// <summary>Stop on SIGINT and SIGTERM. Off when embedded: the signals belong to the host, which may still be draining.</summary>
    public bool HandleSignals { get; set; }
}
