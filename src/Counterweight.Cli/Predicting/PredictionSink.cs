using Counterweight.Cli.Columns;
using Counterweight.Cli.Models;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Cells;
using Counterweight.Training;
using Counterweight.Training.Data;

namespace Counterweight.Cli.Predicting;

/// <summary>Predicts the rows of a table while it is read.</summary>
internal sealed class PredictionSink : ITableSink
{
    // A cell may be of megabytes.
    private const long MostKeptBytes = 1 << 24;

    private readonly string source;
    private readonly TrainedModel model;
    private readonly IProbabilisticClassifier classifier;
    private readonly PredictionOptions options;
    private readonly IPredictionTaker taker;
    private readonly CancellationToken cancellation;
    private readonly DecisionRule decision;
    private readonly string[] featureNames;
    private FeatureCells[] features = [];
    private CostCells? costs;
    private KeptCells[] kept = [];
    private int pending;
    private double[] probabilities = [];
    private int[] answers = [];
    private double[] misses = [];

    /// <param name="source">The file's name, for messages.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">How.</param>
    /// <param name="taker">Who takes the predictions.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="InputException">The model has no classes, or no names of features.</exception>
    public PredictionSink(string source, TrainedModel model, PredictionOptions options, IPredictionTaker taker, CancellationToken cancellation)
    {
        this.source = source;
        this.model = model;
        this.options = options;
        this.taker = taker;
        this.cancellation = cancellation;
        classifier = model.Classifier;
        decision = new DecisionRule(model.Facts, model.Classes);
        featureNames = [.. model.Schema.Features.Select(feature => feature.Name)];
    }

    /// <summary>Rows predicted so far.</summary>
    public long RowCount { get; private set; }

    /// <summary>What the user should know of the cells, a sentence each.</summary>
    public IEnumerable<string> Notes => features.SelectMany(column => column.Notes());

    /// <summary>The names of the columns that options name, in the order of the options.</summary>
    public IReadOnlyList<string> Named { get; private set; } = [];

    public IReadOnlyList<ICellSink?> Open(IReadOnlyList<(string Name, bool IsNamed)> names)
    {
        string[] own = [.. names.Select(name => name.Name)];
        var places = InputMatch.Find(source, own, model.Table.Columns);
        var keptPlaces = InputMatch.Kept(source, own, places.Where(place => !IsCost(own[place])), options);
        Named = [.. InputMatch.Named(source, own, options).Select(place => own[place])];
        var markers = new MissingMarkers(options.Missing);
        var feature = 0;
        features = new FeatureCells[places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            var column = model.Table.Columns[i];
            features[i] = column.Kind switch
            {
                ColumnKind.Category => new CategoryCells(source, column, model.Schema.Features[feature].Categories!, markers, options.Missing),
                ColumnKind.Time => new TimeCells(source, column, markers),
                _ => new NumberCells(source, column, markers),
            };
            feature += column.FeatureCount;
        }

        kept = [.. keptPlaces.Select(place => new KeptCells(own[place]))];
        taker.Open([.. kept.Select(column => column.Name)], model.Classes);
        var sinks = new ICellSink?[own.Length];
        for (var i = 0; i < places.Length; i++)
        {
            sinks[places[i]] = features[i];
        }

        if (decision.NeedsCosts)
        {
            Add(sinks, InputMatch.Find(source, own, [model.Table.Cost!])[0], costs = new CostCells(source, model.Table.Cost!, markers));
        }

        for (var i = 0; i < kept.Length; i++)
        {
            Add(sinks, keptPlaces[i], kept[i]);
        }

        return sinks;
    }

    // What a decision was made by stays beside it.
    private bool IsCost(string name) => decision.NeedsCosts && string.Equals(name, model.Table.Cost!.Name, StringComparison.Ordinal);

    public void AddRows(int count)
    {
        pending = checked(pending + count);
        if (pending >= options.BlockRows || KeptLength() >= MostKeptBytes)
        {
            Predict();
        }
    }

    /// <summary>Predicts the last rows, once all are there.</summary>
    /// <exception cref="InputException">Columns are not what the model has.</exception>
    public void Complete()
    {
        foreach (var column in features)
        {
            column.Complete();
        }

        if (pending > 0)
        {
            Predict();
        }
    }

    private long KeptLength()
    {
        long sum = 0;
        foreach (var column in kept)
        {
            sum += column.Length;
        }

        return sum;
    }

    private static void Add(ICellSink?[] sinks, int place, ICellSink sink) => sinks[place] = sinks[place] is { } other ? new TwoSinks(other, sink) : sink;

    private void Predict()
    {
        cancellation.ThrowIfCancellationRequested();
        var rows = pending;
        var values = GC.AllocateUninitializedArray<double>(checked(rows * featureNames.Length));
        var start = 0;
        foreach (var column in features)
        {
            var length = column.Column.FeatureCount * rows;
            column.MoveTo(values.AsSpan(start, length));
            start += length;
        }

        if (answers.Length != rows)
        {
            probabilities = new double[checked(rows * model.Classes.Count)];
            answers = new int[rows];
            misses = new double[costs is null ? 0 : rows];
        }

        costs?.MoveTo(misses);

        // Their labels are not read.
        var data = new Dataset(featureNames, model.Classes, values, new int[rows]);
        classifier.PredictProbabilities(data, probabilities, options.Threads);
        decision.Decide(probabilities, misses, answers);
        taker.Take(new(rows, probabilities, answers, kept));
        foreach (var column in kept)
        {
            column.Clear();
        }

        pending = 0;
        RowCount += rows;
    }
}
