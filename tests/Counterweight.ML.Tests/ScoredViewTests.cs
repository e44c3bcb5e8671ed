using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace Counterweight.ML.Tests;

/// <summary>Views that are scored by blocks: all columns of a row belong to it, whatever the number of rows.</summary>
public sealed class ScoredViewTests
{
    private static readonly MLContext Context = Views.Context();

    private static readonly ClassifierTransformer Model = Context.BinaryClassification.Trainers.DecisionTree().Fit(View(400));

    private static IDataView View(int rows) => Context.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(row => new Example
    {
        Number = row,
        Name = $"row {row}",
        Features = [row, row % 7],
        Part = [$"{row}", "x"],
        Key = (uint)(row % 5),
        Label = row % 7 < 2,
    }).ToArray());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(272)]
    [InlineData(273)]
    [InlineData(700)]
    public void EveryColumnOfARowIsItsOwn(int count)
    {
        var view = View(count);
        var seen = 0;
        var scored = Model.Transform(view);
        using var cursor = scored.GetRowCursor(scored.Schema);
        var (number, name, label) = (cursor.GetGetter<int>(scored.Schema["Number"]), cursor.GetGetter<ReadOnlyMemory<char>>(scored.Schema["Name"]), cursor.GetGetter<bool>(scored.Schema["PredictedLabel"]));
        var (features, part, key) = (cursor.GetGetter<VBuffer<float>>(scored.Schema["Features"]), cursor.GetGetter<VBuffer<ReadOnlyMemory<char>>>(scored.Schema["Part"]), cursor.GetGetter<uint>(scored.Schema["Key"]));
        var (probability, id) = (cursor.GetGetter<float>(scored.Schema["Probability"]), cursor.GetIdGetter());
        var (row, text, answer, vector, parts, code, chance, own) = (0, default(ReadOnlyMemory<char>), false, default(VBuffer<float>), default(VBuffer<ReadOnlyMemory<char>>), 0u, 0f, default(DataViewRowId));
        while (cursor.MoveNext())
        {
            Assert.Equal(seen, cursor.Position);
            number(ref row);
            name(ref text);
            label(ref answer);
            features(ref vector);
            part(ref parts);
            key(ref code);
            probability(ref chance);
            id(ref own);
            Assert.Equal((seen, $"row {seen}", seen % 7 < 2, (uint)(seen % 5) + 1, seen % 7 < 2 ? 1f : 0f), (row, text.ToString(), answer, code, chance));
            Assert.Equal([seen, seen % 7], vector.DenseValues());
            Assert.Equal($"{seen}", parts.GetItemOrDefault(0).ToString());
            Assert.Equal(new DataViewRowId((ulong)seen, 0), own);
            seen++;
        }

        Assert.Equal((count, -1L), (seen, cursor.Position));
        Assert.Equal(count, scored.GetRowCount());
    }

    [Fact]
    public void ColumnsThatAreNotAskedForAreNotRead()
    {
        var scored = Model.Transform(View(300));
        Assert.Equal(300, Views.Column<int>(scored, "Number").Length);
        using var cursor = scored.GetRowCursor([scored.Schema["Score"]]);
        Assert.True(cursor.IsColumnActive(scored.Schema["Score"]));
        Assert.False(cursor.IsColumnActive(scored.Schema["Name"]));
        Assert.Throws<ArgumentException>(() => cursor.GetGetter<int>(scored.Schema["Number"]));
        Assert.Throws<ArgumentException>(() => cursor.GetGetter<double>(scored.Schema["Score"]));
    }

    [Fact]
    public void CursorsSideBySideGoThroughAllRows()
    {
        var cached = Context.Data.Cache(View(900));
        var scored = Model.Transform(cached);
        var rows = new List<(int, bool)>();
        foreach (var cursor in scored.GetRowCursorSet(scored.Schema, 3))
        {
            using (cursor)
            {
                var (number, label) = (cursor.GetGetter<int>(scored.Schema["Number"]), cursor.GetGetter<bool>(scored.Schema["PredictedLabel"]));
                var (row, answer) = (0, false);
                while (cursor.MoveNext())
                {
                    number(ref row);
                    label(ref answer);
                    rows.Add((row, answer));
                }
            }
        }

        Assert.Equal(Enumerable.Range(0, 900).Select(row => (row, row % 7 < 2)), rows.Order());
    }

    /// <summary>What whoever gives it may use again, such as a picture, is handed on as it comes.</summary>
    [Fact]
    public void ValuesThatCannotBeKeptAreHandedOn()
    {
        var view = new Opaque(View(40));
        var scored = Model.Transform(view);
        using var cursor = scored.GetRowCursor(scored.Schema);
        var (thing, label) = (cursor.GetGetter<Opaque.Thing>(scored.Schema["Thing"]), cursor.GetGetter<bool>(scored.Schema["PredictedLabel"]));
        var (value, answer, row) = (new Opaque.Thing(), false, 0);
        while (cursor.MoveNext())
        {
            thing(ref value);
            label(ref answer);
            Assert.Equal((row, row % 7 < 2), (value.Number, answer));
            row++;
        }

        Assert.Equal(40, row);
    }

    [Fact]
    public void ShuffledRowsKeepTheirScores()
    {
        var cached = Context.Data.Cache(View(300));
        var shuffled = Context.Data.ShuffleRows(Model.Transform(cached), seed: 3);
        int[] numbers = Views.Column<int>(shuffled, "Number");
        Assert.NotEqual(Enumerable.Range(0, 300), numbers);
        Assert.Equal(Views.Column<int>(shuffled, "Number").Select(row => row % 7 < 2), Views.Column<bool>(shuffled, "PredictedLabel"));
    }

    private sealed class Example
    {
        public int Number { get; set; }

        public string Name { get; set; } = "";

        [VectorType(2)]
        public float[] Features { get; set; } = [];

        [VectorType(2)]
        public string[] Part { get; set; } = [];

        [KeyType(5)]
        public uint Key { get; set; }

        public bool Label { get; set; }
    }

    /// <summary>A view with a column of objects, of which there is one alone.</summary>
    private sealed class Opaque : IDataView
    {
        private readonly IDataView view;

        public Opaque(IDataView view)
        {
            this.view = view;
            var builder = new DataViewSchema.Builder();
            builder.AddColumns(view.Schema);
            builder.AddColumn("Thing", new ThingType());
            Schema = builder.ToSchema();
        }

        public bool CanShuffle => false;

        public DataViewSchema Schema { get; }

        public long? GetRowCount() => null;

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(Schema, view.GetRowCursor(view.Schema));

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];

        internal sealed class Thing
        {
            public int Number { get; set; }
        }

        private sealed class ThingType() : StructuredDataViewType(typeof(Thing))
        {
            public override bool Equals(DataViewType? other) => other is ThingType;
        }

        private sealed class Cursor(DataViewSchema schema, DataViewRowCursor rows) : DataViewRowCursor
        {
            private readonly Thing thing = new();

            public override long Position => rows.Position;

            public override long Batch => 0;

            public override DataViewSchema Schema => schema;

            public override bool IsColumnActive(DataViewSchema.Column column) => true;

            public override ValueGetter<DataViewRowId> GetIdGetter() => rows.GetIdGetter();

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => column.Name is not "Thing" ? rows.GetGetter<TValue>(rows.Schema[column.Index])
                : (ValueGetter<TValue>)(Delegate)(ValueGetter<Thing>)((ref Thing value) =>
                {
                    thing.Number = (int)rows.Position;
                    value = thing;
                });

            public override bool MoveNext() => rows.MoveNext();
        }
    }
}
