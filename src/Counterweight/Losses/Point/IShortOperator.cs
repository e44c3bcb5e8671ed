namespace Counterweight.Losses.Point;

/// <summary>A loss of some few instructions: two registers of it fit into sixteen, where one register at a time would pay more for the loop.</summary>
internal interface IShortOperator;
