using Microsoft.ML;

namespace Counterweight.ML.Views;

/// <summary>Columns that a caller asks a view for. ML.NET knows a column by its number alone, and that of another view may be any column here.</summary>
internal static class AskedColumns
{
    /// <summary>Refuses a column of another view.</summary>
    /// <param name="schema">The columns of the view.</param>
    /// <param name="column">What was asked for.</param>
    /// <param name="parameter">The parameter to blame.</param>
    /// <exception cref="ArgumentException">The view has no such column in its place.</exception>
    public static void Check(DataViewSchema schema, DataViewSchema.Column column, string parameter)
    {
        if (column.Index >= schema.Count || !string.Equals(schema[column.Index].Name, column.Name, StringComparison.Ordinal) || !schema[column.Index].Type.Equals(column.Type))
        {
            throw Refuse.Misfit($"Column '{column.Name}' of type {column.Type} is none of this view: its column {column.Index} is {Text(schema, column.Index)}. Take columns of the view's own Schema.", parameter);
        }
    }

    /// <summary>The numbers of the columns, of which none is of another view.</summary>
    public static HashSet<int> Numbers(DataViewSchema schema, IEnumerable<DataViewSchema.Column> columnsNeeded)
    {
        ArgumentNullException.ThrowIfNull(columnsNeeded);
        var numbers = new HashSet<int>();
        foreach (var column in columnsNeeded)
        {
            Check(schema, column, nameof(columnsNeeded));
            numbers.Add(column.Index);
        }

        return numbers;
    }

    private static string Text(DataViewSchema schema, int index) => index >= schema.Count ? Refuse.Text($"not there, of {schema.Count}") : Refuse.Text($"'{schema[index].Name}' of type {schema[index].Type}");
}
