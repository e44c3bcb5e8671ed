namespace Counterweight.Cli.Reading.Arff;

/// <summary>A line @attribute.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Values">Values of a nominal attribute, in order.</param>
/// <param name="DateFormat">Format of a date as .NET writes it.</param>
internal sealed record ArffAttribute(string Name, ArffType Type, string[] Values, string DateFormat);
