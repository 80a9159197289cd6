"""First and last names of many origins, the stock of which the sample office's people are named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Origin:
    """Names that go together, and how often the region's people have them (`weight`)."""

    weight: int
    firsts: tuple[str, ...]
    lasts: tuple[str, ...]


def _origin(weight: int, firsts: str, lasts: str) -> Origin:
    return Origin(weight, tuple(firsts.split()), tuple(lasts.split()))


ORIGINS: Final[dict[str, Origin]] = {
    "english": _origin(
        34,
        """Alice Amber Andrea Andrew Anita Anne April Ashley Audrey Barbara Beth Blake Bonnie Brad Brenda Brett
        Brian Brooke Caleb Cameron Carl Carol Caroline Casey Catherine Charles Cheryl Christine Claire Clara Clay
        Cody Colin Connie Craig Curtis Cynthia Dale Daniel Darren David Deborah Denise Dennis Derek Diane Donna
        Doris Doug Duane Dustin Earl Edward Eileen Eleanor Elizabeth Ellen Emily Eric Ethan Evelyn Faith Frances
        Frank Gail Garrett Gary Gavin Geoffrey Gerald Gillian Glenn Gordon Grace Graham Greg Hannah Harriet Heather
        Helen Henry Holly Hope Howard Hugh Ian Irene Jack Jacob James Jane Janet Jared Jasmine Jason Jeffrey Jenna
        Jeremy Jill Joan Joanne Jodi Joel Jonathan Joyce Judith Julia Justin Karen Katherine Keith Kelly Kenneth
        Kevin Kristin Kyle Lance Larry Laura Lauren Leah Leslie Lillian Linda Logan Lori Lucas Lynn Mallory Margaret
        Marjorie Mark Marsha Martin Matthew Megan Melinda Melissa Mitchell Molly Monica Nancy Natalie Nathan Neil
        Nicole Norman Olivia Owen Paige Pamela Patricia Paul Peggy Philip Phyllis Rachel Ralph Randall Raymond
        Rebecca Renee Richard Robert Robin Roger Ronald Rosemary Ross Roy Russell Ruth Samantha Sandra Sarah Scott
        Shannon Sharon Sheila Shelby Sheldon Spencer Stacy Stephanie Stephen Stuart Susan Tamara Tara Terrence Theresa
        Thomas Timothy Todd Tracy Trevor Tyler Valerie Vanessa Vernon Victoria Vincent Wade Wallace Warren Wayne
        Wendy Wesley William Zachary""",
        """Abbott Adair Albright Alden Applegate Ashford Atwood Babcock Bainbridge Ballard Bancroft Barlow Barrett
        Baxter Beasley Beckett Bellamy Benson Birdsong Blackwell Blanchard Bledsoe Boswell Bradshaw Brantley Brewer
        Bridger Brinkley Bristow Broadus Buckner Burgess Burnham Cadwell Calloway Cantrell Carlisle Carmichael Carver
        Chadwick Chandler Clayborne Cobb Colburn Copeland Corbett Cranford Crawley Crenshaw Culpepper Dalton Darnell
        Davenport Deaton Denham Dillard Dixon Dorsey Draper Dunaway Dunham Easterling Eastman Ellington Emerson
        Epperson Everett Fairbanks Farnsworth Fenwick Fielding Finch Fletcher Fontaine Forsythe Fulton Gaines Galloway
        Garner Gibbs Gilmore Goodwin Grady Grantham Greer Hadley Halstead Hamlin Hargrove Harlan Hatcher Hawthorne
        Hayes Heath Hendricks Holbrook Holcomb Hollis Huckaby Hutchins Ingram Irwin Jarvis Jennings Keating Kendrick
        Kimball Kirkland Knowles Lambert Langford Langston Latimer Ledford Lockhart Lowry Maddox Mayfield Mercer
        Merritt Milton Moody Morley Nash Newell Norwood Oakley Osborne Overton Parrish Paxton Pendleton Penrose
        Pickett Pruitt Quincy Radcliffe Ramsey Ransom Redmond Ridley Rowland Rutledge Sanborn Sawyer Selby Shelton
        Sinclair Sizemore Slade Stafford Stallings Standish Sterling Stockton Stratton Sutton Talbot Tatum Thornton
        Tidwell Tillman Townsend Trask Underhill Vance Wakefield Walden Ward Weatherby Webster Westbrook Whitaker
        Whitcombe Whitfield Wilcox Windham Winslow Woodruff Wyatt Yancey Yates""",
    ),
    "hispanic": _origin(
        18,
        """Adriana Alejandro Alma Alonso Amalia Andrés Araceli Armando Beatriz Bernardo Blanca Carlos Carmen Catalina
        Cecilia César Consuelo Cristina Damián Daniela Diego Dolores Eduardo Elena Emilio Ernesto Esteban Estela Eva
        Felipe Fernando Gabriela Gerardo Gloria Graciela Guadalupe Guillermo Gustavo Héctor Ignacio Inés Isabel Ismael
        Javier Jimena Joaquín Jorge José Josefina Juana Julio Leticia Lorena Lourdes Lucía Luisa Manuel Marcela
        Margarita Mariana Maribel Marisol Mateo Mauricio Mercedes Miguel Natalia Norma Octavio Orlando Óscar Pablo
        Paloma Patricio Pilar Rafaela Ramiro Raquel Raúl Renata Reinaldo Rodrigo Rosa Rosario Rubén Salvador Santiago
        Silvia Sofía Soledad Susana Teresa Tomás Valentina Verónica Ximena Yolanda""",
        """Acevedo Acosta Aguilar Alarcón Alvarado Arango Arellano Arroyo Ávila Ayala Barrera Batista Benítez Bermúdez
        Bravo Caballero Cabrera Calderón Camacho Cárdenas Carrasco Castañeda Cervantes Cisneros Colón Contreras Córdova
        Correa Cruz Delgado Echeverría Escobar Espinoza Estrada Fajardo Figueroa Fuentes Galván Garrido Guerrero
        Hidalgo Ibarra Jaramillo Landeros Lozano Luna Machado Maldonado Marrero Medina Meléndez Mendoza Miranda Montoya
        Morales Murillo Navarro Noriega Núñez Ocampo Ojeda Olivares Orozco Ortega Pacheco Padilla Palacios Paredes Peña
        Piñeiro Quiñones Quiroga Rentería Reyes Rincón Robledo Rojas Rosales Rosado Salazar Saldívar Santana Serrano
        Solís Soto Tejada Toledo Trujillo Urbina Valdés Valenzuela Vargas Vega Velasco Villalobos Zambrano Zúñiga""",
    ),
    "irish": _origin(
        6,
        """Aidan Brendan Bridget Caitlin Cormac Deirdre Desmond Eamon Erin Fiona Kathleen Liam Maeve Maureen Niall
        Nora Padraig Patrick Rory Sean Shane Sinead Siobhan""",
        """Brannigan Callahan Cassidy Coughlin Delaney Donnelly Doyle Fitzgerald Flanagan Gallagher Hennessy Kavanagh
        Keegan Lafferty MacNamara McBride McCabe McDermott McGinnis McKenna McNally Mulligan O'Brien O'Donnell O'Hara
        O'Rourke Quigley Rafferty Sheridan Tierney""",
    ),
    "italian": _origin(
        6,
        """Angelo Antonella Bruno Carla Carmela Dante Dario Domenic Enzo Francesca Gina Giovanna Lorenzo Lucia Luca
        Marcello Nicola Paola Pietro Rocco Rosalba Salvatore Vito""",
        """Amato Barone Bellini Benedetti Bianchi Caputo Caruso Cipriani Conti DeLuca DiMarco Esposito Ferrara Fiore
        Gallo Giordano Lombardi Mancini Marchetti Mazzaro Moretti Pagano Palumbo Pellegrino Ricci Romano Rossetti
        Santoro Tedesco Vitale""",
    ),
    "slavic": _origin(
        5,
        """Agnieszka Aleksander Anastasia Bogdan Danuta Dmitri Dragan Elzbieta Halina Ivana Jadwiga Jelena Katarzyna
        Ludmila Magda Marek Milan Mirjana Nadia Oksana Olga Pavel Piotr Radmila Stanislav Svetlana Tomasz Vera
        Wojciech Yuri Zofia""",
        """Babic Baranowski Bondarenko Cerny Dvorak Dombrowski Gorski Hlavacek Ivanov Jankowski Kaminski Kovalenko
        Kowalczyk Krajewski Lewandowski Markovic Mazurek Novak Nowicki Pavlenko Petrov Popovic Sadowski Shevchenko
        Sokolov Stankovic Svoboda Urbanek Wozniak Zielinski""",
    ),
    "german_nordic": _origin(
        5,
        """Anders Annika Astrid Bjorn Britta Dieter Elsa Erik Freya Gerda Greta Hans Heidi Helga Ingrid Jonas Jürgen
        Karin Klaus Lars Liesel Linnea Maja Matthias Nils Petra Sigrid Sven Ursula Wolfgang""",
        """Ahlberg Bauer Baumgartner Bergstrom Brandt Dahlgren Eckhardt Engstrom Fischbach Forsberg Gustafson Haas
        Hagen Halvorsen Hartmann Hoffmann Johansen Keller Klein Kristensen Lindqvist Lundgren Nyberg Oberholtzer
        Pfeiffer Rasmussen Reinhardt Sandberg Schaefer Schreiber Sorensen Strand Vogel Wagner Weiss Zimmermann""",
    ),
    "french_haitian": _origin(
        5,
        """Adele Antoine Aurelie Benoit Camille Chantal Edwidge Emile Fabienne Gaston Genevieve Guerda Jacques Jolene
        Lucien Marcel Marlene Mireille Nadege Odette Pascal Philippe Rolande Solange Thierry Wilner Yves Yvette""",
        """Arceneaux Beaumont Beauvais Boudreaux Chevalier Delacroix Desrosiers Dubois Duchamp Fontenot Gauthier
        Gervais Guidry Hebert Jean-Baptiste Joseph Lacroix Laurent Lefebvre Leclair Mercier Michaud Pelletier
        Pierre-Louis Renaud Robichaud Saint-Fleur Thibodeaux Toussaint Valcourt""",
    ),
    "west_african": _origin(
        5,
        """Abena Adaeze Ama Amara Ayodele Babatunde Chidi Chinwe Efua Emeka Femi Folake Ifeoma Kofi Kwabena Kwame
        Nkechi Ngozi Obinna Olumide Segun Tunde Uche Yaa Yemi Zainab""",
        """Abiola Achebe Adeyemi Agyeman Akande Amankwah Ansah Asante Balogun Boateng Danso Diallo Eze Fofana Ibekwe
        Kamara Mensah Ndiaye Nwosu Obi Odukoya Okafor Okonkwo Oladipo Onyeama Opoku Owusu Oyelaran Sesay Traoré""",
    ),
    "arabic_persian": _origin(
        4,
        """Aisha Amir Bassam Dalia Darius Farah Fatima Hadi Hassan Huda Jamal Karim Khalid Laila Layla Mahmoud Mina
        Nabil Nasrin Omar Rana Reza Samira Shirin Tariq Yasmin Youssef Ziad""",
        """Abboud Al-Amin Ansari Aziz Barakat Daher Darwish Farahani Ghorbani Habib Haddad Hamdan Hosseini Jaber
        Karimi Khalil Khoury Mansour Mokhtari Nasser Rahimi Saleh Shaheen Tehrani Zaman""",
    ),
    "south_asian": _origin(
        5,
        """Aarti Ajay Anand Anjali Arjun Asha Deepa Devika Farhan Gaurav Harpreet Indira Kavita Kiran Lakshmi Manish
        Meera Nikhil Nisha Padma Pooja Prakash Priya Rahul Rajesh Rohan Sanjay Shreya Sunita Usha Vikram""",
        """Agarwal Bhatt Chakraborty Chaudhry Desai Gill Gupta Iyer Joshi Kapoor Khanna Krishnan Kulkarni Malhotra
        Mehta Menon Mukherjee Nair Pandya Patel Pillai Qureshi Raman Rao Reddy Sandhu Shah Siddiqui Subramanian
        Thakkar Trivedi Venkataraman""",
    ),
    "east_asian": _origin(
        6,
        """Akiko An Binh Chen Daisuke Duc Eun-ji Haruko Hiroshi Hoa Hui Huong Hyun Jae Jia Jing Jun Keiko Kenji Lan
        Linh Mai Mei Min-jun Minh Naoko Phuong Quan Rui Soo-jin Sung Takeshi Thanh Thuy Tuan Wei Xiu Yan Yuki Yumi""",
        """Bui Chang Choi Chow Dang Dinh Fong Fujimoto Hashimoto Hoang Hwang Ishikawa Jung Kang Kwon Lam Leung Lim
        Liu Luong Matsuda Nakamura Ng Ngo Nguyen Noh Pham Phan Ryu Seo Shen Shin Suzuki Tanaka Tran Truong Watanabe
        Wong Wu Xu Yamashita Yeo Yoon Zhang Zhou""",
    ),
    "jewish_greek_portuguese": _origin(
        6,
        """Aaron Abigail Adina Alexandros Anastasios Ari Athena Avi Benjamin Calliope Christos Demetri Despina Dina
        Eleni Eli Esther Filipa Georgia Ilana Joao Kostas Lidia Miriam Naomi Nikos Noam Nuno Rivka Ronit Sophia
        Spiros Stavros Tiago Tova Vasiliki Zev""",
        """Abramson Adler Almeida Alexopoulos Barros Bloom Carvalho Constantinou Drakos Duarte Ferreira Finkelstein
        Georgiou Goldfarb Greenbaum Hadjis Kaplan Karras Kouros Lefkowitz Levin Makris Mendelson Moreira Nunes Pappas
        Pinto Rabinowitz Rosenthal Samaras Schwartzman Silveira Stavropoulos Tavares Tsakiris Weinberg Zervas""",
    ),
}
TITLES: Final = ("Dr.", "Mr.", "Mrs.", "Ms.")
SUFFIXES: Final = ("Jr.", "III", "MD", "Esq.")
COMPANY_WORDS: Final = (
    "Bayou Vista", "Gulfshore", "Pelican Point", "Sandspur", "Sawgrass", "Weedon Island", "Courtney Campbell",
    "Egmont Key", "Sabal Palm", "Old Northeast", "Ybor Channel", "Alafia River", "Cypress Bend", "Mangrove Bay",
    "Hillsborough", "Pinellas Trail", "Anclote", "Double Branch", "Rocky Point", "Sunset Pass", "Blind Pass",
    "Tarpon", "Suncoast", "Live Oak", "Heron Landing",
)  # fmt: skip
COMPANY_ENDS: Final = (
    "Holdings LLC", "Property Group LLC", "Homes Inc.", "Rentals LLC", "Investments LLC", "Builders Inc.",
    "Capital Partners", "Land Trust", "Roofing & Remodeling", "Vacation Rentals LLC",
)  # fmt: skip
