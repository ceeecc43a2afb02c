using System.Globalization;

namespace AdsSimulator.Amc;

/// <summary>The workflows and executions of one AMC instance, seeded alike at every start. Thread-safe.</summary>
internal sealed class AmcInstance
{
    private const int SeededWorkflows = 25;
    private const int SeededExecutions = 40;
    private static readonly string[] _names = ["audience_overlap", "path_to_conversion", "reach_and_frequency", "new_to_brand", "time_to_conversion"];

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, AmcWorkflow> _workflows = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, AmcExecution> _executions = new(StringComparer.Ordinal);

    public AmcInstance()
    {
        for (var i = 0; i < SeededWorkflows; i++)
        {
            var id = $"{_names[i % _names.Length]}_{i / _names.Length + 1}";
            _workflows.Add(id, new() { WorkflowId = id, SqlQuery = $"SELECT advertiser, COUNT(DISTINCT user_id) AS reach FROM dsp_impressions -- {id}", FilteredMetricsDiscriminatorColumn = "filtered" });
        }

        var workflows = _workflows.Keys.ToArray();
        for (var i = 0; i < SeededExecutions; i++)
        {
            Add(workflows[i % workflows.Length], new(2026, 1, 1, 6, 0, 0, DateTimeKind.Utc), days: i, status: "SUCCEEDED");
        }
    }

    public AmcSchedules Schedules { get; } = new();

    public IReadOnlyList<AmcWorkflow> ListWorkflows()
    {
        lock (_gate)
        {
            return [.. _workflows.Values];
        }
    }

    public AmcWorkflow? FindWorkflow(string id)
    {
        lock (_gate)
        {
            return _workflows.GetValueOrDefault(id);
        }
    }

    /// <summary>False when the workflow's id exists already.</summary>
    public bool TryAdd(AmcWorkflow workflow)
    {
        lock (_gate)
        {
            return _workflows.TryAdd(workflow.WorkflowId ?? "", workflow);
        }
    }

    public bool TryReplace(AmcWorkflow workflow)
    {
        lock (_gate)
        {
            if (!_workflows.ContainsKey(workflow.WorkflowId ?? ""))
            {
                return false;
            }

            _workflows[workflow.WorkflowId ?? ""] = workflow;
            return true;
        }
    }

    public bool TryRemoveWorkflow(string id)
    {
        lock (_gate)
        {
            return _workflows.Remove(id);
        }
    }

    public IReadOnlyList<AmcExecution> ListExecutions()
    {
        lock (_gate)
        {
            return [.. _executions.Values];
        }
    }

    /// <summary>Reads an execution as it is.</summary>
    public AmcExecution? FindExecution(string id)
    {
        lock (_gate)
        {
            return _executions.GetValueOrDefault(id);
        }
    }

    /// <summary>Reads an execution, and lets it make a step: pending, running, succeeded. A poller needs no clock.</summary>
    public AmcExecution? PollExecution(string id, DateTime now)
    {
        lock (_gate)
        {
            if (_executions.GetValueOrDefault(id) is not { } execution)
            {
                return null;
            }

            var next = execution.Status switch { "PENDING" => "RUNNING", "RUNNING" => "SUCCEEDED", _ => null };
            if (next is not null)
            {
                _executions[id] = execution with { Status = next, LastUpdatedTime = now, OutputS3URI = next == "SUCCEEDED" ? $"s3://amc-results/{id}.csv" : null };
            }

            return execution;
        }
    }

    public AmcExecution? CancelExecution(string id, DateTime now)
    {
        lock (_gate)
        {
            return _executions.GetValueOrDefault(id) is { } execution
                ? _executions[id] = execution with { Status = "CANCELLED", LastUpdatedTime = now }
                : null;
        }
    }

    /// <summary>Starts an execution; null when there is no such workflow.</summary>
    public AmcExecution? Start(AmcExecutionRequest request, DateTime now)
    {
        lock (_gate)
        {
            return _workflows.ContainsKey(request.WorkflowId ?? "")
                ? Add(request.WorkflowId ?? "", now, days: 0, status: "PENDING", request.TimeWindowStart, request.TimeWindowEnd)
                : null;
        }
    }

    private AmcExecution Add(string workflowId, DateTime from, int days, string status, string? start = null, string? end = null)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-9000-{_executions.Count + 1:d12}");
        var created = from.AddDays(days);
        return _executions[id] = new()
        {
            WorkflowExecutionId = id,
            WorkflowId = workflowId,
            Status = status,
            CreateTime = created,
            LastUpdatedTime = status == "PENDING" ? created : created.AddMinutes(10),
            TimeWindowStart = start ?? "2025-12-01T00:00:00",
            TimeWindowEnd = end ?? "2026-01-01T00:00:00",
            OutputS3URI = status == "SUCCEEDED" ? $"s3://amc-results/{id}.csv" : null,
        };
    }
}
