using System.Collections.Concurrent;
using System.Text.Json;
using AdsSimulator.Campaigns;
using AdsSimulator.Profiles;
using AdsSimulator.Regions;

namespace AdsSimulator.Exports;

/// <summary>The exports of every region. Thread-safe.</summary>
internal sealed class ExportStore
{
    /// <summary>This export exists, completed, in every region and for every kind: its ids are known before a test starts.</summary>
    public static readonly Guid KnownId = new("97608c6a-487f-4c32-9e9a-03063aa950c4");

    private readonly ConcurrentDictionary<(string Region, string Id), ExportJob> _jobs = new();
    private readonly CampaignStore _campaigns;
    private readonly SimulatorOptions _options;
    private int _count;

    public ExportStore(CampaignStore campaigns, SimulatorOptions options)
    {
        _campaigns = campaigns;
        _options = options;
        var created = new DateTime(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc);
        foreach (var region in AdsRegion.All)
        {
            foreach (var suffix in new[] { "C", "A", "AD", "R", "T" })
            {
                var job = new ExportJob(ExportKind.Find(suffix) ?? ExportKind.All[0], created, "[]"u8.ToArray(), polls: 0);
                _jobs.TryAdd((region.Code, ExportId.Write(KnownId, suffix)), job);
            }
        }
    }

    public ExportJob? Find(AdsRegion region, string id) => _jobs.GetValueOrDefault((region.Code, id));

    public string Create(CampaignScope scope, ExportKind kind, ExportRequest request, AdsAccount? account)
    {
        // The n-th export of a run has the same id in every run.
        var id = ExportId.Write(new Guid(Interlocked.Increment(ref _count), 0x487f, 0x4c32, 0x9e, 0x9a, 0x03, 0x06, 0x3a, 0xa9, 0x50, 0xc4), kind.Suffix);
        var rows = _campaigns.List(scope.Region, scope.Profile).Where(c => request.StateFilter is not { Count: > 0 } states || states.Contains(c.State)).ToList();
        var json = JsonSerializer.SerializeToUtf8Bytes(rows, SimulatorJson.Shared.ListCampaign);
        _jobs[(scope.Region.Code, id)] = new ExportJob(kind, _options.TimeProvider.GetUtcNow().UtcDateTime, json, _options.ExportPolls, account);
        return id;
    }
}
