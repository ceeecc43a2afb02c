using System.Text.Json.Nodes;

namespace AdsSimulator.Amc;

/// <summary>When workflows of one AMC instance are run, seeded alike at every start. Kept as they were written. Thread-safe.</summary>
internal sealed class AmcSchedules
{
    private const int Seeded = 5;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, JsonObject> _schedules = new(StringComparer.Ordinal);

    public AmcSchedules()
    {
        for (var i = 1; i <= Seeded; i++)
        {
            _schedules.Add($"daily_{i}", new()
            {
                ["scheduleId"] = $"daily_{i}",
                ["workflowId"] = $"audience_overlap_{i}",
                ["aggregationPeriod"] = "Daily",
                ["aggregationHourUtc"] = i,
                ["scheduleEnabled"] = true,
            });
        }
    }

    public IReadOnlyList<JsonNode> List()
    {
        lock (_gate)
        {
            return [.. _schedules.Values.Select(s => s.DeepClone())];
        }
    }

    public JsonNode? Find(string id)
    {
        lock (_gate)
        {
            return _schedules.GetValueOrDefault(id)?.DeepClone();
        }
    }

    /// <summary>False when the schedule's id exists already.</summary>
    public bool TryAdd(string id, JsonObject schedule)
    {
        lock (_gate)
        {
            return _schedules.TryAdd(id, schedule);
        }
    }

    public bool TryReplace(string id, JsonObject schedule)
    {
        lock (_gate)
        {
            if (!_schedules.ContainsKey(id))
            {
                return false;
            }

            schedule["scheduleId"] = id;
            _schedules[id] = schedule;
            return true;
        }
    }

    public bool TryRemove(string id)
    {
        lock (_gate)
        {
            return _schedules.Remove(id);
        }
    }
}
